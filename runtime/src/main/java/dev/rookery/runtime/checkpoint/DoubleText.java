package dev.rookery.runtime.checkpoint;

/** Numbers that JSON cannot write, as text: infinities, and NaN bit for bit. */
final class DoubleText {

  private static final String NAN = "NaN:";

  private DoubleText() {}

  /** Whether JSON writes a number so that it is read bit for bit. */
  static boolean isJson(double value) {
    return Double.isFinite(value);
  }

  /** A number that is not finite. */
  static String format(double value) {
    return Double.isNaN(value)
        ? NAN + Long.toHexString(Double.doubleToRawLongBits(value))
        : Double.toString(value);
  }

  /** What {@link #format} wrote. */
  static double parse(String text) {
    return text.startsWith(NAN)
        ? Double.longBitsToDouble(Long.parseUnsignedLong(text.substring(NAN.length()), 16))
        : Double.parseDouble(text);
  }
}
