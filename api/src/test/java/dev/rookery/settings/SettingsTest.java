package dev.rookery.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.settings.Sample.Exploration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @Test
  void describesEveryComponentInOrder() {
    assertEquals(
        List.of(
            new SettingDescription(
                "count", "integer", 2, "at least 1, at most 10", List.of(), "A count."),
            new SettingDescription(
                "total", "integer", 5L, "at least 0", List.of(), "A large count."),
            new SettingDescription(
                "rate", "number", 0.5, "above 0, at most 1", List.of(), "A rate."),
            new SettingDescription("free", "number", 0.0, "", List.of(), "Any number."),
            new SettingDescription("enabled", "boolean", false, "", List.of(), "On or off."),
            new SettingDescription("label", "text", "plain", "", List.of(), "A name."),
            new SettingDescription(
                "exploration",
                "choice",
                "epsilon-greedy",
                "",
                List.of("epsilon-greedy", "boltzmann"),
                "How to explore."),
            new SettingDescription(
                "sizes",
                "list of integers",
                List.of(64, 32),
                "at least 1, at most 100",
                List.of(),
                "Sizes."),
            new SettingDescription(
                "weights", "list of numbers", List.of(0.5), "at least -1", List.of(), "Weights."),
            new SettingDescription(
                "sinks", "list of texts", List.of("csv"), "", List.of(), "Sinks.")),
        Settings.describe(Sample.DEFAULTS));
  }

  @Test
  void mapsToPlainValuesInOrder() {
    assertEquals(
        "{count=2, total=5, rate=0.5, free=0.0, enabled=false, label=plain,"
            + " exploration=epsilon-greedy, sizes=[64, 32], weights=[0.5], sinks=[csv]}",
        Settings.toMap(Sample.DEFAULTS).toString());
  }

  @Test
  void nothingChangedGivesAnEqualRecord() {
    assertEquals(Sample.DEFAULTS, Settings.with(Sample.DEFAULTS, Map.of()));
  }

  @Test
  void takesValuesOfTheirOwnTypes() {
    Sample changed =
        Settings.with(
            Sample.DEFAULTS,
            Map.of(
                "count",
                3,
                "total",
                4L,
                "rate",
                1.0,
                "enabled",
                true,
                "label",
                "other",
                "exploration",
                Exploration.BOLTZMANN,
                "sizes",
                List.of(1),
                "weights",
                List.of(-1, 2.5),
                "sinks",
                List.of("a", "b")));
    assertEquals(
        new Sample(
            3,
            4,
            1,
            0,
            true,
            "other",
            Exploration.BOLTZMANN,
            List.of(1),
            List.of(-1.0, 2.5),
            List.of("a", "b")),
        changed);
  }

  @ParameterizedTest
  @CsvSource({"7, 7", "1e3, 1000", "1_000_000, 1000000", "' 12 ', 12", "2.0, 2"})
  void readsWholeNumbersAsPeopleWriteThem(String text, long value) {
    assertEquals(value, change("total", text).total());
  }

  @ParameterizedTest
  @CsvSource({"0.25, 0.25", "1, 1", "2.5e-4, 0.00025", "0.000_1, 0.0001"})
  void readsNumbersAsPeopleWriteThem(String text, double value) {
    assertEquals(value, change("rate", text).rate());
  }

  @ParameterizedTest
  @CsvSource({"true, true", "YES, true", "on, true", "false, false", "No, false", "off, false"})
  void readsBooleansAsPeopleWriteThem(String text, boolean value) {
    assertEquals(value, change("enabled", text).enabled());
  }

  @ParameterizedTest
  @ValueSource(strings = {"boltzmann", "BOLTZMANN", " Boltzmann "})
  void readsChoicesInAnyCase(String text) {
    assertEquals(Exploration.BOLTZMANN, change("exploration", text).exploration());
  }

  @ParameterizedTest
  @ValueSource(strings = {"epsilon-greedy", "epsilon_greedy", "EPSILON_GREEDY"})
  void readsChoicesWithDashesOrUnderscores(String text) {
    assertEquals(Exploration.EPSILON_GREEDY, change("exploration", text).exploration());
  }

  @ParameterizedTest
  @ValueSource(strings = {"8,16", "[8, 16]", " 8 , 16 "})
  void readsListsWithOrWithoutBrackets(String text) {
    assertEquals(List.of(8, 16), change("sizes", text).sizes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", " "})
  void readsEmptyLists(String text) {
    assertEquals(List.of(), change("sizes", text).sizes());
  }

  @Test
  void infinityIsANumber() {
    assertEquals(Double.POSITIVE_INFINITY, change("free", "Infinity").free());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          count       | many       | setting 'count' must be an integer, not 'many'
          count       | 1.5        | setting 'count' must be an integer, not '1.5'
          count       | 1e12       | setting 'count' must be at least 1, at most 10, not 1e12
          count       | 1e-999999  | setting 'count' must be an integer, not '1e-999999'
          total       | 1e19       | setting 'total' must be at least 0, at most 9223372036854775807, not 1e19
          total       | 1e999999999 | setting 'total' must be at least 0, at most 9223372036854775807, not 1e999999999
          sizes       | 8,3e9      | setting 'sizes' must be at least 1, at most 100, not 8,3e9
          rate        | fast       | setting 'rate' must be a number, not 'fast'
          enabled     | maybe      | setting 'enabled' must be a boolean, not 'maybe'
          exploration | greedy     | setting 'exploration' must be a choice among epsilon-greedy, boltzmann, not 'greedy'
          sizes       | 8,x        | setting 'sizes' must be a list of integers, not '8,x'
          sizes       | 8,         | setting 'sizes' must be a list of integers, not '8,'
          sizes       | [8],16     | setting 'sizes' must be a list of integers, not '[8],16'
          sinks       | "a         | setting 'sinks' must be a list of texts, not '"a'
          sinks       | "a" b      | setting 'sinks' must be a list of texts, not '"a" b'
          weights     | a          | setting 'weights' must be a list of numbers, not 'a'
          count       | 0          | setting 'count' must be at least 1, at most 10, not 0
          count       | 11         | setting 'count' must be at least 1, at most 10, not 11
          total       | -1         | setting 'total' must be at least 0, not -1
          rate        | 0          | setting 'rate' must be above 0, at most 1, not 0.0
          rate        | 1.01       | setting 'rate' must be above 0, at most 1, not 1.01
          rate        | NaN        | setting 'rate' must be above 0, at most 1, not NaN
          free        | NaN        | setting 'free' must be a number, not NaN
          sizes       | 8,101      | setting 'sizes' must be at least 1, at most 100, not 101
          weights     | 0,-1.5     | setting 'weights' must be at least -1, not -1.5
          """)
  void refusesWhatItCannotUse(String name, String value, String message) {
    assertRefused(message, Map.of(name, value));
  }

  @Test
  void integersBeyondTheirTypeAreToldItsRange() {
    record Wide(@Setting("Any.") int any, @Setting(value = "Not negative.", min = 0) int natural) {}
    Wide wide = new Wide(0, 0);
    assertEquals(
        "setting 'any' must be at least -2147483648, at most 2147483647, not 3000000000",
        assertThrows(SettingsException.class, () -> Settings.with(wide, "any", 3_000_000_000L))
            .getMessage());
    assertEquals(
        "setting 'natural' must be at least 0, at most 2147483647, not 2147483648",
        assertThrows(SettingsException.class, () -> Settings.with(wide, "natural", "2147483648"))
            .getMessage());
    assertEquals(Integer.MAX_VALUE, Settings.with(wide, "any", "2147483647").any());
  }

  @Test
  void aValueThatIsNoneIsRefused() {
    assertEquals(
        "setting 'rate' has no value; give one, or leave it out",
        assertThrows(SettingsException.class, () -> change("rate", null)).getMessage());
    assertEquals(
        "setting 'sinks' must be a list of texts, not '[null]'",
        assertThrows(
                SettingsException.class, () -> change("sinks", Collections.singletonList(null)))
            .getMessage());
    assertRefused("setting 'label' must be a text, not '[a]'", Map.of("label", List.of("a")));
  }

  private record Incomplete(
      @Setting("A text.") @Nullable String text, @Setting("A count.") int count) {}

  @Test
  void aDefaultThatIsMissingIsNamed() {
    Incomplete incomplete = new Incomplete(null, 1);
    assertEquals(
        "setting 'text' has no value; give one, or leave it out",
        assertThrows(SettingsException.class, () -> Settings.with(incomplete, "count", 2))
            .getMessage());
    assertEquals("a", Settings.with(incomplete, "text", "a").text());
  }

  @Test
  void textsKeepTheirSpaces() {
    assertEquals(" a  b ", change("label", " a  b ").label());
    assertEquals(List.of(" a ", ""), change("sinks", List.of(" a ", "")).sinks());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          new york, rome        | new york/rome
          [new  york , "a, b"]  | new  york/a, b
          " a", "", "]"         | ` a//]`
          "say \\"a\\\\b\\""      | say "a\\b"
          """)
  void listsOfTextsKeepInnerSpacesAndQuotedOnes(String text, String entries) {
    assertEquals(List.of(entries.split("/", -1)), change("sinks", text).sinks());
  }

  @Test
  void anUnknownNameGetsTheClosestMatch() {
    assertRefused(
        "unknown setting 'rat'; did you mean 'rate'? Known: count, enabled, exploration, free,"
            + " label, rate, sinks, sizes, total, weights",
        Map.of("rat", 1));
  }

  @Test
  void theRecordsOwnConstructorChecksTheCombination() {
    assertRefused("count 6 is above total 5", Map.of("count", 6));
    assertEquals(6, Settings.with(Sample.DEFAULTS, Map.of("count", 6, "total", 6)).count());
  }

  @Test
  void anIllegalArgumentOfTheConstructorIsTheUsersError() {
    SettingsException refused = assertRefused("label must not be empty", Map.of("label", ""));
    assertInstanceOf(IllegalArgumentException.class, refused.getCause());
  }

  @Test
  void listsAreImmutable() {
    assertThrows(UnsupportedOperationException.class, () -> change("sizes", "1,2").sizes().add(3));
  }

  @Test
  void aComponentWithoutAMeaningIsTheProgrammersError() {
    record Bare(int value) {}
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> Settings.describe(new Bare(1)));
    assertEquals("component value of " + Bare.class.getName() + " has no @Setting", e.getMessage());
  }

  @Test
  void aTypeThatSettingsCannotHaveIsTheProgrammersError() {
    record Wrong(@Setting("A letter.") char letter) {}
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> Settings.with(new Wrong('a'), "letter", "b"));
    assertEquals("no settings of type char", e.getMessage());
  }

  @Test
  void noSettingsHaveNothingToSet() {
    assertEquals(Map.of(), Settings.toMap(NoSettings.INSTANCE));
    assertEquals(
        "unknown setting 'speed'. There is none.",
        assertThrows(SettingsException.class, () -> Settings.with(NoSettings.INSTANCE, "speed", 1))
            .getMessage());
  }

  private static Sample change(String name, @Nullable Object value) {
    return Settings.with(Sample.DEFAULTS, name, value);
  }

  private static SettingsException assertRefused(String message, Map<String, Object> changes) {
    SettingsException refused =
        assertThrows(SettingsException.class, () -> Settings.with(Sample.DEFAULTS, changes));
    assertEquals(message, refused.getMessage());
    return refused;
  }
}
