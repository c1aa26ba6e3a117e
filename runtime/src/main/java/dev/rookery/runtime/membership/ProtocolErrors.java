package dev.rookery.runtime.membership;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what is wrong with actors of other processes and their messages. Logs only the first error
 * of each kind, so that messages cannot fill a disk. Used by the learner's thread.
 */
public final class ProtocolErrors {

  private static final Logger LOG = LoggerFactory.getLogger(ProtocolErrors.class);

  /** A kind of error. */
  public enum Kind {
    DAMAGED_REQUEST("A request could not be read"),
    DAMAGED_BLOCK("A block of experience could not be read"),
    DAMAGED_REPORT("A report could not be read"),
    REFUSED_REQUEST("An actor that asked to join was refused"),
    UNKNOWN_SESSION("A message of an unknown or ended session was refused"),
    TAKEN_OVER("An actor was replaced"),
    FAULTY_SESSION("An actor broke the protocol, and was refused"),
    FAILED_ACTOR("An actor of another process failed and left");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

  /** Counts an error; {@code detail} is asked only for the first of its kind. */
  void add(Kind kind, Supplier<String> detail) {
    if (counts.merge(kind, 1L, Long::sum) == 1) {
      LOG.warn(
          "{}: {}. The run goes on. Later errors of this kind are counted, but not logged.",
          kind.text,
          detail.get());
    }
  }

  /** How many errors of the kind there were. */
  long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** How many messages could not be read. */
  long damaged() {
    return count(Kind.DAMAGED_REQUEST) + count(Kind.DAMAGED_BLOCK) + count(Kind.DAMAGED_REPORT);
  }

  /** How many requests and sessions were refused. */
  long refused() {
    return count(Kind.REFUSED_REQUEST)
        + count(Kind.UNKNOWN_SESSION)
        + count(Kind.TAKEN_OVER)
        + count(Kind.FAULTY_SESSION);
  }
}
