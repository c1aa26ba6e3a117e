package dev.rookery.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class Palette256Test {

  @Test
  void theNumbersAreThoseOfTerminals() {
    assertEquals(0x000000, Palette256.colour(16));
    assertEquals(0x0000ff, Palette256.colour(21));
    assertEquals(0x5f87af, Palette256.colour(67));
    assertEquals(0xff0000, Palette256.colour(196));
    assertEquals(0xffffff, Palette256.colour(231));
    assertEquals(0x080808, Palette256.colour(232));
    assertEquals(0xeeeeee, Palette256.colour(255));
  }

  @Test
  void everyColourIsNearestToItself() {
    int[] colours = Palette256.colours();
    assertEquals(256, colours.length);
    for (int number = 16; number < 256; number++) {
      assertEquals(Palette256.colour(number), colours[number]);
      assertEquals(colours[number], Palette256.colour(Palette256.nearest(colours[number])));
    }
  }

  @Test
  void othersGoToTheNearest() {
    assertEquals(196, Palette256.nearest(0xfe0102));
    assertEquals(234, Palette256.nearest(0x1d1b1c));
    assertEquals(67, Palette256.nearest(0x6080b0));
  }
}
