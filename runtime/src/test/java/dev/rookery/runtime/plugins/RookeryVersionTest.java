package dev.rookery.runtime.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RookeryVersionTest {

  @ParameterizedTest
  @CsvSource({
    "0.1.0-SNAPSHOT, 0.1, true",
    "0.1.0, 0.1.7, true",
    "0.1.0, 0.2, false",
    "0.2.0, 0.1, false",
    "1.0.0, 0.9, false",
    "1.4.0, 1.4.2, true",
    "1.4.0, 1.3, true",
    "1.4.0, 1.5, false",
    "1.10.0, 1.9, true",
    "2.0, 1.0, false",
  })
  void aPluginRunsIfTheApiItWasBuiltForIsStillThere(String rookery, String plugin, boolean runs) {
    assertEquals(runs, RookeryVersion.parse(rookery).runsPluginsFor(RookeryVersion.parse(plugin)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "v1.0", "1.x", "0.1beta", "${project.version}"})
  void aTextWithoutTwoNumbersIsNoVersion(String text) {
    assertThrows(IllegalArgumentException.class, () -> RookeryVersion.parse(text));
  }

  @Test
  void theVersionOfThisRookeryIsKnown() {
    assertEquals(RookeryVersion.current(), RookeryVersion.parse(RookeryVersion.current().text()));
  }
}
