package dev.rookery.runtime.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanReadableTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "7, 7",
    "475, 475",
    "20.54, 20.5",
    "-200, -200",
    "0.01234, 0.0123",
    "0.00001234, 0.0000123",
    "0.000001234, 0.00000123",
    "1.234e-9, 1.23E-9",
    "999.4, 999",
    "999.6, 1k",
    "1000, 1k",
    "12345, 12.3k",
    "-12345, -12.3k",
    "210000, 210k",
    "999949, 1M",
    "1200000, 1.2M",
    "3e9, 3G",
    "4.5e14, 450T",
    "1e19, 10000000T",
    "NaN, NaN",
    "Infinity, Infinity"
  })
  void numbersHaveThreeDigits(double value, String text) {
    assertEquals(text, HumanReadable.number(value));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "0.6, 1s",
    "59.4, 59s",
    "59.6, 1m00s",
    "65, 1m05s",
    "3599, 59m59s",
    "3600, 1h00m",
    "12000, 3h20m",
    "86399, 23h59m",
    "86400, 1d00h",
    "270000, 3d03h"
  })
  void durationsHaveTwoUnits(double seconds, String text) {
    assertEquals(text, HumanReadable.duration(seconds));
  }
}
