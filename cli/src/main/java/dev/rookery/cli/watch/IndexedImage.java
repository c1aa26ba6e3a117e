package dev.rookery.cli.watch;

import dev.rookery.render.Frame;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Arrays;

/** Makes frames into images of a table of colours, as GIFs have them. */
final class IndexedImage {

  private static final int MAXIMUM_COLOURS = 256;

  private IndexedImage() {}

  /**
   * An image of a frame: exact where it has up to 256 colours, otherwise of the nearest ones of
   * {@link Palette256}.
   */
  static BufferedImage of(Frame frame) {
    int[] pixels = frame.pixels();
    int[] colours = Arrays.stream(pixels).distinct().sorted().toArray();
    boolean exact = colours.length <= MAXIMUM_COLOURS;
    int[] table = exact ? colours : Palette256.colours();
    byte[] entries = new byte[colours.length];
    for (int i = 0; i < colours.length; i++) {
      entries[i] = (byte) (exact ? i : Palette256.nearest(colours[i]));
    }
    byte[] image = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      image[i] = entries[Arrays.binarySearch(colours, pixels[i])];
    }
    return image(frame.width(), frame.height(), image, table);
  }

  private static BufferedImage image(int width, int height, byte[] entries, int[] table) {
    IndexColorModel colours =
        new IndexColorModel(8, table.length, table, 0, false, -1, DataBuffer.TYPE_BYTE);
    BufferedImage image =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, colours);
    image.getRaster().setDataElements(0, 0, width, height, entries);
    return image;
  }
}
