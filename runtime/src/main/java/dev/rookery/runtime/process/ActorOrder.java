package dev.rookery.runtime.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * What an actor process is told: one line of JSON on its standard input.
 *
 * @param transport the name of the transport
 * @param settings with which it is joined
 * @param firstActorId the id of its first actor; the others follow
 * @param actors how many
 * @param waitSeconds how long to wait for the learner
 */
public record ActorOrder(
    String transport,
    Map<String, Object> settings,
    int firstActorId,
    int actors,
    double waitSeconds) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** The order as one line. */
  String toLine() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + this + " as JSON", e);
    }
  }

  /**
   * Reads what {@link #toLine} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static ActorOrder parse(String line) {
    try {
      return JSON.readValue(line, ActorOrder.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("this is no order of an actor process: " + line, e);
    }
  }
}
