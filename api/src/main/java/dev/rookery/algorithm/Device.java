package dev.rookery.algorithm;

import dev.rookery.settings.SettingsException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where networks compute: the processor or a GPU.
 *
 * @param name {@code cpu}; {@code cuda} or {@code cuda:N} for an NVIDIA GPU, the first or the one
 *     of that number; {@code cpu-staged} for the processor with all copies that a GPU would need,
 *     which is slower and there for tests
 */
public record Device(String name) {

  /** The processor, in the host's memory. */
  public static final Device CPU = new Device("cpu");

  /** The processor, with all the copies that a GPU would need. */
  public static final Device STAGED_CPU = new Device("cpu-staged");

  private static final Pattern CUDA = Pattern.compile("cuda(:(\\d{1,3}))?");

  /**
   * Checks the name.
   *
   * @throws SettingsException if there is no such device
   */
  public Device {
    if (!name.equals("cpu") && !name.equals("cpu-staged") && !CUDA.matcher(name).matches()) {
      throw new SettingsException(
          "there is no device '%s': give cpu, cuda or cuda:N".formatted(name));
    }
  }

  /** Whether it is a GPU. */
  public boolean isGpu() {
    return CUDA.matcher(name).matches();
  }

  /** The GPU's number, from 0; -1 for the processor. */
  public int gpu() {
    Matcher cuda = CUDA.matcher(name);
    if (!cuda.matches()) {
      return -1;
    }
    return cuda.group(2) == null ? 0 : Integer.parseInt(cuda.group(2));
  }

  @Override
  public String toString() {
    return name;
  }
}
