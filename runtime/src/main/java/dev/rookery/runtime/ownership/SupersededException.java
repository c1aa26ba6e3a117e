package dev.rookery.runtime.ownership;

import dev.rookery.RookeryException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Another owner has taken a run directory over: this run must end, and write nothing more. */
public final class SupersededException extends RookeryException {

  private static final long serialVersionUID = 1;

  SupersededException(Path directory, long epoch, long newest) {
    super(
        "another process has taken %s over (owner-%s; this run is owner-%s): this run ends, and leaves everything there to it"
            .formatted(directory, newest, epoch));
  }

  /** Whether a failure came of it. */
  public static boolean isCauseOf(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .anyMatch(SupersededException.class::isInstance);
  }
}
