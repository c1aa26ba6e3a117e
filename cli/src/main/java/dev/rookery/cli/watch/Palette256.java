package dev.rookery.cli.watch;

import java.util.stream.IntStream;

/**
 * The colours 16 to 255 of terminals with 256 colours: a cube of six levels of red, green and blue,
 * and 24 greys. The first 16 are other colours with every user, and are not used.
 */
final class Palette256 {

  private static final int SIZE = 256;
  private static final int FIRST = 16;
  private static final int FIRST_GREY = 232;

  private Palette256() {}

  /** All colours by their numbers, {@code [256]}; the first 16 are black. */
  static int[] colours() {
    return IntStream.range(0, SIZE).map(number -> number < FIRST ? 0 : colour(number)).toArray();
  }

  /** The colour {@code 0xRRGGBB} of a number from 16 to 255. */
  static int colour(int number) {
    if (number >= FIRST_GREY) {
      return 0x010101 * (8 + 10 * (number - FIRST_GREY));
    }
    int cube = number - FIRST;
    return level(cube / 36) << 16 | level(cube / 6 % 6) << 8 | level(cube % 6);
  }

  private static int level(int step) {
    return step == 0 ? 0 : 55 + 40 * step;
  }

  /** The number of the colour that is nearest, by the squared differences of the parts. */
  static int nearest(int colour) {
    int best = FIRST;
    for (int number = FIRST; number < SIZE; number++) {
      if (distance(colour(number), colour) < distance(colour(best), colour)) {
        best = number;
      }
    }
    return best;
  }

  private static int distance(int one, int other) {
    int red = (one >> 16) - (other >> 16);
    int green = (one >> 8 & 0xff) - (other >> 8 & 0xff);
    int blue = (one & 0xff) - (other & 0xff);
    return red * red + green * green + blue * blue;
  }
}
