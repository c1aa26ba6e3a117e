package dev.rookery.cli.watch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.render.Frame;
import dev.rookery.render.Renderer;
import dev.rookery.settings.SettingsException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read back with the JDK's reader. */
class GifScreenTest {

  @TempDir Path directory;

  /** What is in a file: the pictures, and how long each is shown, in hundredths of a second. */
  private record Gif(List<BufferedImage> pictures, List<Integer> delays, byte[] loop) {

    int colour(int picture, int x, int y) {
      return pictures.get(picture).getRGB(x, y) & 0xffffff;
    }
  }

  @Test
  void everyFrameKeepsItsColoursAndIsEnlargedByAWholeMultiple() throws IOException {
    Frame first = new Frame(10, 10);
    first.pixel(3, 4, 0xe4572e);
    first.pixel(9, 9, 0x010203);
    Frame second = new Frame(10, 10);
    second.fill(0x5aa9e6);
    second.pixel(0, 0, 0xf4f1de);
    Gif gif = written(renderer(10, 10), 0, 10, List.of(first, second));
    assertEquals(2, gif.pictures.size());
    assertEquals(320, gif.pictures.get(0).getWidth());
    assertEquals(320, gif.pictures.get(0).getHeight());
    for (int y = 0; y < 320; y++) {
      for (int x = 0; x < 320; x++) {
        assertEquals(first.pixel(x / 32, y / 32), gif.colour(0, x, y));
        assertEquals(second.pixel(x / 32, y / 32), gif.colour(1, x, y));
      }
    }
  }

  @Test
  void moreThan256ColoursBecomeTheNearestOnes() throws IOException {
    Frame frame = new Frame(64, 64);
    for (int i = 0; i < 64 * 64; i++) {
      frame.pixel(i % 64, i / 64, 0x030201 * (i % 64) + 0x010000 * (i / 64));
    }
    assertTrue(Arrays.stream(frame.pixels()).distinct().count() > 256);
    Gif gif = written(renderer(64, 64), 64, 10, List.of(frame));
    for (int i = 0; i < 64 * 64; i++) {
      assertEquals(
          Palette256.colour(Palette256.nearest(frame.pixel(i % 64, i / 64))),
          gif.colour(0, i % 64, i / 64));
    }
  }

  /** 15 frames per second are 6.67 hundredths each: their ends are rounded, so none adds up. */
  @Test
  void delaysAddUpAndTheLastFrameOfAnEpisodeIsHeld() throws IOException {
    Frame frame = new Frame(2, 2);
    Gif gif = written(renderer(2, 2), 0, 15, List.of(frame, frame, frame, frame));
    assertEquals(List.of(7, 6, 7, 107), gif.delays);
  }

  @Test
  void itRepeatsForEver() throws IOException {
    Gif gif = written(renderer(2, 2), 0, 50, List.of(new Frame(2, 2), new Frame(2, 2)));
    assertArrayEquals(new byte[] {1, 0, 0}, gif.loop);
    assertEquals(List.of(2, 102), gif.delays);
  }

  @Test
  void theWidthDecidesTheHeight() throws IOException {
    Gif gif = written(renderer(300, 150), 100, 10, List.of(new Frame(300, 150)));
    assertEquals(100, gif.pictures.get(0).getWidth());
    assertEquals(50, gif.pictures.get(0).getHeight());
    assertEquals(
        600,
        written(renderer(600, 2), 0, 10, List.of(new Frame(600, 2))).pictures.get(0).getWidth());
  }

  @Test
  void noMoreFramesAreWantedThanAllowed() {
    try (GifScreen screen = new GifScreen(renderer(2, 2), 0, 10, 2)) {
      assertTrue(screen.show(new Frame(2, 2), "", false));
      assertFalse(screen.show(new Frame(2, 2), "", false));
      assertEquals(2, screen.frames());
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() {
    try (GifScreen screen = new GifScreen(renderer(2, 2), 0, 10, 9)) {
      screen.show(new Frame(2, 2), "", true);
      SettingsException e = assertThrows(SettingsException.class, () -> screen.write(directory));
      assertTrue(e.getMessage().startsWith("cannot write " + directory), e.getMessage());
    }
  }

  private Gif written(Renderer renderer, int width, double framesPerSecond, List<Frame> frames)
      throws IOException {
    Path file = directory.resolve("made/for/it/episodes.gif");
    try (GifScreen screen = new GifScreen(renderer, width, framesPerSecond, 100)) {
      for (int i = 0; i < frames.size(); i++) {
        screen.show(frames.get(i), "", i == frames.size() - 1);
      }
      screen.write(file);
    }
    return read(file);
  }

  private static Gif read(Path file) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      List<BufferedImage> pictures = new ArrayList<>();
      List<Integer> delays = new ArrayList<>();
      for (int i = 0; i < reader.getNumImages(true); i++) {
        pictures.add(reader.read(i));
        delays.add(
            Integer.parseInt(node(reader, i, "GraphicControlExtension").getAttribute("delayTime")));
      }
      byte[] loop = (byte[]) node(reader, 0, "ApplicationExtension").getUserObject();
      return new Gif(pictures, delays, loop);
    } finally {
      reader.dispose();
    }
  }

  private static IIOMetadataNode node(ImageReader reader, int picture, String name)
      throws IOException {
    IIOMetadataNode root =
        (IIOMetadataNode) reader.getImageMetadata(picture).getAsTree("javax_imageio_gif_image_1.0");
    return (IIOMetadataNode) root.getElementsByTagName(name).item(0);
  }

  private static Renderer renderer(int width, int height) {
    return Renderer.of(width, height, 10, frame -> {});
  }
}
