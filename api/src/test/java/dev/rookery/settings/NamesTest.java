package dev.rookery.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

  private static final List<String> KNOWN =
      List.of("CartPole-v1", "MountainCar-v0", "Acrobot-v1", "dqn");

  @ParameterizedTest
  @CsvSource({
    "cartpole-v1, CartPole-v1",
    "CartPole, CartPole-v1",
    "cart_pole_v1, CartPole-v1",
    "CatPole-v1, CartPole-v1",
    "MountainCar-v1, MountainCar-v0",
    "dnq, dqn"
  })
  void findsTheNameThatWasMeant(String typed, String meant) {
    assertEquals(Optional.of(meant), Names.closest(typed, KNOWN));
  }

  @Test
  void offersNothingWhereNothingIsLikeIt() {
    assertEquals(Optional.empty(), Names.closest("Humanoid-v5", List.of("dqn", "ppo")));
    assertEquals(Optional.empty(), Names.closest("dqn", List.of()));
  }

  @Test
  void equallyCloseNamesGiveTheFirstInTheAlphabet() {
    assertEquals(Optional.of("aac"), Names.closest("aaa", List.of("aad", "aac")));
    assertEquals(Optional.of("aac"), Names.closest("aaa", List.of("aac", "aad")));
  }

  @Test
  void theErrorListsAllNamesInTheirOrder() {
    assertEquals(
        "unknown environment 'Cartpole'; did you mean 'CartPole-v1'? Known: Acrobot-v1,"
            + " CartPole-v1, MountainCar-v0, dqn",
        Names.unknown("environment", "Cartpole", KNOWN).getMessage());
  }

  @Test
  void theErrorSaysWhereThereIsNothingToChooseFrom() {
    assertEquals(
        "unknown algorithm 'dqn'. There is none.",
        Names.unknown("algorithm", "dqn", List.of()).getMessage());
  }

  @Test
  void theErrorHasNoHintWhereNothingIsClose() {
    assertEquals(
        "unknown algorithm 'something'. Known: dqn",
        Names.unknown("algorithm", "something", List.of("dqn")).getMessage());
  }

  @Property(tries = 200)
  void aKnownNameIsClosestToItself(
      @ForAll @Size(min = 1, max = 6)
          List<@AlphaChars @StringLength(min = 1, max = 8) String> known) {
    for (String name : known) {
      assertEquals(
          name.toLowerCase(), Names.closest(name, known).map(String::toLowerCase).orElseThrow());
    }
  }
}
