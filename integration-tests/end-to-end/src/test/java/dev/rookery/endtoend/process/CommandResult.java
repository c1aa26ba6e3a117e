package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What came of a command. */
public record CommandResult(int status, String out, String err) {

  /** Status of a run that failed. */
  static final int FAILED = 1;

  /** Status where the command or a setting was wrong. */
  static final int USAGE = 2;

  /** Checks that all went well and nothing was complained of. */
  public CommandResult succeeded() {
    assertEquals(0, status, this::toString);
    assertEquals("", err);
    return this;
  }

  /** Checks that the answer is nothing but one line on stderr, which begins with a message. */
  void refused(int expectedStatus, String message) {
    assertTrue(err.startsWith("rookery: " + message), this::toString);
    assertEquals(1, err.lines().count(), this::toString);
    assertEquals("", out);
    assertEquals(expectedStatus, status);
  }

  /** The answer as JSON. */
  JsonNode json() {
    try {
      return new ObjectMapper().readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + this, e);
    }
  }
}
