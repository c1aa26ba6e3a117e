package dev.rookery.cli.watch;

import dev.rookery.core.file.WholeFile;
import dev.rookery.render.Frame;
import dev.rookery.render.Renderer;
import dev.rookery.settings.SettingsException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Makes frames into an animated GIF that repeats for ever, with the colours that {@link
 * IndexedImage} gives it.
 */
public final class GifScreen implements Screen, AutoCloseable {

  /** More frames per second than this are not shown by common viewers, which slow them down. */
  public static final double MAXIMUM_FRAMES_PER_SECOND = 50;

  private static final String FORMAT = "javax_imageio_gif_image_1.0";
  private static final int USUAL_SIZE = 320;

  private final Scaling scaling;
  private final double framesPerSecond;
  private final int maximumFrames;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes);
  private final ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
  private double seconds;
  private long hundredths;
  private int frames;

  /**
   * For the frames of one renderer.
   *
   * @param width of the picture in pixels; 0 chooses one
   * @param framesPerSecond above 0, at most {@link #MAXIMUM_FRAMES_PER_SECOND}
   * @param maximumFrames after which no more are wanted
   */
  public GifScreen(Renderer renderer, int width, double framesPerSecond, int maximumFrames) {
    this.framesPerSecond = framesPerSecond;
    this.maximumFrames = maximumFrames;
    int frameWidth = renderer.width();
    int frameHeight = renderer.height();
    scaling =
        width == 0
            ? Scaling.toFitSharply(
                frameWidth,
                frameHeight,
                Math.max(frameWidth, USUAL_SIZE),
                Math.max(frameHeight, USUAL_SIZE))
            : Scaling.toFit(frameWidth, frameHeight, width, Frame.MAXIMUM_SIZE);
    writer.setOutput(stream);
    try {
      writer.prepareWriteSequence(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // It writes into memory.
    }
  }

  @Override
  public boolean show(Frame frame, String status, boolean last) {
    seconds += 1 / framesPerSecond + (last ? LAST_FRAME_SECONDS : 0);
    long end = Math.round(100 * seconds);
    BufferedImage image = IndexedImage.of(scaling.apply(frame));
    try {
      IIOMetadata metadata = metadata(image, (int) (end - hundredths));
      writer.writeToSequence(new IIOImage(image, null, metadata), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // It writes into memory.
    }
    hundredths = end;
    frames++;
    return frames < maximumFrames;
  }

  /** How many frames there are so far. */
  public int frames() {
    return frames;
  }

  /** The width of the picture in pixels. */
  public int width() {
    return scaling.width();
  }

  /** The height of the picture in pixels. */
  public int height() {
    return scaling.height();
  }

  /**
   * Writes the file; no frame can be added then.
   *
   * @param file a file of that name is replaced, directories above it are made
   * @throws SettingsException if it cannot be written
   */
  public void write(Path file) {
    try {
      writer.endWriteSequence();
      stream.flush();
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      WholeFile.write(file, bytes.toByteArray());
    } catch (IOException e) {
      throw new SettingsException("cannot write %s: %s".formatted(file, e), e);
    }
  }

  @Override
  public void close() {
    writer.dispose();
  }

  private IIOMetadata metadata(BufferedImage image, int delay) throws IOException {
    // Not createFromRenderedImage, which takes every indexed image to have the standard colours.
    ImageTypeSpecifier type = new ImageTypeSpecifier(image);
    IIOMetadata metadata = writer.getDefaultImageMetadata(type, null);
    IIOMetadataNode root = new IIOMetadataNode(FORMAT);
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("transparentColorIndex", "0");
    control.setAttribute("delayTime", Integer.toString(delay));
    root.appendChild(control);
    if (frames == 0) {
      root.appendChild(loop());
    }
    metadata.mergeTree(FORMAT, root);
    return metadata;
  }

  /** The extension of Netscape 2.0 with which a GIF repeats; 0 times stands for without end. */
  private static IIOMetadataNode loop() {
    IIOMetadataNode extension = new IIOMetadataNode("ApplicationExtension");
    extension.setAttribute("applicationID", "NETSCAPE");
    extension.setAttribute("authenticationCode", "2.0");
    extension.setUserObject(new byte[] {1, 0, 0});
    IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
    extensions.appendChild(extension);
    return extensions;
  }
}
