package dev.rookery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs the command in this process. */
final class Cli {

  /** What came of a command. */
  record Result(int status, String out, String err) {

    /** The result, which must be a success without complaints. */
    Result succeeded() {
      assertEquals("", err);
      assertEquals(0, status);
      return this;
    }

    /** Checks that the command was wrong, which is said in one line that begins with a message. */
    void refused(String message) {
      assertTrue(err.startsWith("rookery: " + message), this::toString);
      assertEquals(1, err.lines().count(), this::toString);
      assertEquals("", out);
      assertEquals(2, status);
    }
  }

  private Cli() {}

  static Result run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Rookery.execute(new PrintWriter(out), new PrintWriter(err), args);
    return new Result(status, out.toString(), err.toString());
  }
}
