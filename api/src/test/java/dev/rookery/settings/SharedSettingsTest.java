package dev.rookery.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings that records share by interfaces, defaults, and what counts as chosen. */
class SharedSettingsTest {

  interface Speed<C extends Record> extends SettingsRecord<C> {
    @Setting(value = "Speed.", min = 0, defaultValue = "1.5")
    double speed();

    default C withSpeed(double value) {
      return with("speed", value);
    }
  }

  interface Names<C extends Record> extends SettingsRecord<C> {
    @Setting(value = "Names.", defaultValue = "new york, rome")
    List<String> names();

    default C withNames(List<String> value) {
      return with("names", value);
    }
  }

  interface HighSpeed<C extends Record> extends Speed<C> {
    @Override
    @Setting(value = "High speed.", min = 100, defaultValue = "200")
    double speed();
  }

  record Tour(
      double speed,
      @Setting(value = "Own.", defaultValue = "3_000") int own,
      List<String> names,
      Explicit explicit)
      implements Speed<Tour>, Names<Tour> {}

  record FastTour(double speed) implements Speed<FastTour>, HighSpeed<FastTour> {}

  /**
   * What the Kotlin compiler makes of a record: the annotation is on the constructor's parameter.
   */
  static final class Kotlin {
    record Data(int count, List<? extends String> names) {
      Data(
          @Setting(value = "A count.", min = 1, defaultValue = "2") int count,
          @Setting(value = "Names.", defaultValue = "a") List<? extends String> names) {
        this.count = count;
        this.names = names;
      }
    }
  }

  @Test
  void meaningRangeAndDefaultComeFromTheInterface() {
    Tour tour = Settings.defaults(Tour.class);
    assertEquals(new Tour(1.5, 3000, List.of("new york", "rome"), Explicit.NONE), tour);
    assertEquals(
        List.of(
            new SettingDescription("speed", "number", 1.5, "at least 0", List.of(), "Speed."),
            new SettingDescription("own", "integer", 3000, "", List.of(), "Own."),
            new SettingDescription(
                "names", "list of texts", List.of("new york", "rome"), "", List.of(), "Names.")),
        Settings.describe(tour));
    assertThrows(SettingsException.class, () -> tour.withSpeed(-1));
  }

  @Test
  void anInterfaceComesBeforeTheOneThatItExtends() {
    assertEquals(
        List.of(
            new SettingDescription(
                "speed", "number", 200.0, "at least 100", List.of(), "High speed.")),
        Settings.describe(Settings.defaults(FastTour.class)));
  }

  @Test
  void unrelatedInterfacesWithOneNameAreTheProgrammersError() {
    interface Other {
      @Setting("Another speed.")
      double speed();
    }
    record Both(double speed) implements Speed<Both>, Other {}
    String message =
        assertThrows(IllegalStateException.class, () -> Settings.describe(new Both(1)))
            .getMessage();
    assertTrue(message.contains("has a @Setting from each of"), message);
  }

  @Test
  void aSettingWithoutADefaultIsTheProgrammersError() {
    record Bare(@Setting("Nothing is known.") int value) {}
    assertEquals(
        "component value of " + Bare.class.getName() + " has no default",
        assertThrows(IllegalStateException.class, () -> Settings.defaults(Bare.class))
            .getMessage());
  }

  @Test
  void annotationsOfTheConstructorsParametersCountAsKotlinWritesThem() {
    Kotlin.Data data = Settings.defaults(Kotlin.Data.class);
    assertEquals(new Kotlin.Data(2, List.of("a")), data);
    assertEquals(
        new SettingDescription("count", "integer", 2, "at least 1", List.of(), "A count."),
        Settings.describe(data).get(0));
    assertEquals(List.of("b", "c"), Settings.with(data, "names", "b, c").names());
  }

  @Test
  void defaultsThatDifferAreNotChosen() {
    Tour tour = Settings.defaults(Tour.class, usual -> usual.withSpeed(7).with("own", 8));
    assertEquals(
        Map.of("speed", 7.0, "own", 8, "names", List.of("new york", "rome")), Settings.toMap(tour));
    assertEquals(Map.of(), Settings.toMap(tour, tour.explicit()));
  }

  @Test
  void whatIsChangedIsChosenEvenToTheOldValue() {
    Tour tour = Settings.defaults(Tour.class).withSpeed(1.5).withNames(List.of());
    assertTrue(tour.explicit().includes("speed"));
    assertFalse(tour.explicit().includes("own"));
    assertEquals("[names, speed]", tour.explicit().toString());
    assertEquals(Map.of("speed", 1.5, "names", List.of()), Settings.toMap(tour, tour.explicit()));
  }

  @Test
  void recordsAreEqualWhateverWasChosen() {
    Tour tour = Settings.defaults(Tour.class);
    assertEquals(tour, tour.withSpeed(tour.speed()));
    assertEquals(tour.hashCode(), tour.withSpeed(tour.speed()).hashCode());
  }

  @Test
  void aRecordMadeByHandSaysWhatWasChosen() {
    Tour tour = new Tour(1, 2, List.of(), Explicit.ALL);
    assertEquals(
        Settings.toMap(tour), Settings.toMap(tour.withSpeed(3).withSpeed(1), tour.explicit()));
    assertEquals("all", tour.withSpeed(3).explicit().toString());
  }
}
