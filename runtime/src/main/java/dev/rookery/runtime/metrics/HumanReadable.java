package dev.rookery.runtime.metrics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers and durations as short text for people. */
public final class HumanReadable {

  private static final String[] THOUSANDS = {"", "k", "M", "G", "T"};

  private HumanReadable() {}

  /** A number to three digits: {@code 0.0123}, {@code 475}, {@code 12.3k}, {@code 1.2M}. */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    // Rounding comes first: 999.9 is 1k.
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(3));
    if (rounded.signum() == 0) {
      return "0";
    }
    int exponent = rounded.precision() - rounded.scale() - 1;
    int thousands = Math.min(Math.max(Math.floorDiv(exponent, 3), 0), THOUSANDS.length - 1);
    BigDecimal scaled = rounded.movePointLeft(3 * thousands).stripTrailingZeros();
    // Plain, or 100 would be 1E+2.
    String digits = scaled.scale() < 0 ? scaled.toPlainString() : scaled.toString();
    return digits + THOUSANDS[thousands];
  }

  /** A duration by its two largest units: {@code 42s}, {@code 1m05s}, {@code 3h20m}. */
  public static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + "s";
    } else if (whole < 3600) {
      return String.format(Locale.ROOT, "%dm%02ds", whole / 60, whole % 60);
    } else if (whole < 86_400) {
      return String.format(Locale.ROOT, "%dh%02dm", whole / 3600, whole / 60 % 60);
    }
    return String.format(Locale.ROOT, "%dd%02dh", whole / 86_400, whole / 3600 % 24);
  }
}
