package dev.rookery.runtime.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * Which run an actor process joins, and with which actors: one line of JSON on its standard input.
 *
 * @param transport the name of the transport
 * @param settings of the transport
 * @param firstActorId the id of the process's first actor; the others follow
 * @param actors how many actors the process has
 * @param waitSeconds how long the actors wait for the learner
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
