package dev.rookery.runtime.membership;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was wrong with messages from other processes. All is counted; the first of each kind is
 * logged, so that nobody can fill a disk with it.
 */
public final class ProtocolErrors {

  private static final Logger LOG = LoggerFactory.getLogger(ProtocolErrors.class);

  /** What can be wrong. */
  public enum Kind {
    DAMAGED_REQUEST("A request could not be understood"),
    DAMAGED_BLOCK("A block of experience could not be understood"),
    DAMAGED_REPORT("A report could not be understood"),
    REFUSED_REQUEST("An actor that asked to join was refused"),
    UNKNOWN_SESSION("A message of an unknown or ended session was refused"),
    TAKEN_OVER("An actor lost its slot to another that asked for it"),
    FAULTY_SESSION("An actor sent what it should not have, and was refused"),
    FAILED_ACTOR("An actor of another process failed and left");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

  void add(Kind kind, Supplier<String> detail) {
    if (counts.merge(kind, 1L, Long::sum) == 1) {
      LOG.warn(
          "{}: {}. The run goes on; more of the kind are counted, but not logged.",
          kind.text,
          detail.get());
    }
  }

  long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** How many messages could not be understood. */
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
