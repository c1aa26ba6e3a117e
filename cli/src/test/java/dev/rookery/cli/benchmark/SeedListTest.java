package dev.rookery.cli.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.settings.SettingsException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedListTest {

  @Test
  void seedsAreNumbersAndRanges() {
    assertEquals(List.of(1L, 2L, 3L), SeedList.parse("1,2,3"));
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), SeedList.parse("1-5"));
    assertEquals(List.of(7L, 2L, 3L), SeedList.parse("7, 2-3"));
    assertEquals(1000, SeedList.parse("0-999").size());
  }

  @ParameterizedTest
  @CsvSource({
    "'', seeds must be like",
    "one, seeds must be like",
    "'1,', seeds must be like",
    "-1, seeds must be like",
    "5-1, must go up",
    "1-1001, must go up",
    "'1-3,2', have 2 twice",
    "'1-600,601-1200', 1200 seeds are too many",
  })
  void whatIsNoListIsRefused(String text, String reason) {
    SettingsException refused = assertThrows(SettingsException.class, () -> SeedList.parse(text));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }
}
