package dev.rookery.cli.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rookery.RookeryException;
import dev.rookery.training.Progress;
import java.util.Optional;

/**
 * What a benchmark tells the process of a run, as one line on its standard input.
 *
 * @param directory of the run
 * @param resume whether it goes on with the run that is there
 * @param config of a new run, as YAML
 */
record TrainingOrder(String directory, boolean resume, String config) {

  private static final JsonMapper JSON = new JsonMapper();

  String toLine() {
    return write(this);
  }

  /**
   * Reads what {@link #toLine} wrote.
   *
   * @throws RookeryException if it is something else
   */
  static TrainingOrder parse(String line) {
    try {
      return JSON.readValue(line, TrainingOrder.class);
    } catch (JsonProcessingException e) {
      throw new RookeryException("this is no order of a benchmark: " + line, e);
    }
  }

  /** The line by which the process of a run answers where it stands. */
  static String progressLine(Progress progress) {
    return write(progress);
  }

  /** Where a run stands; empty if the line is something else, which a plugin may have printed. */
  static Optional<Progress> progress(String line) {
    try {
      return Optional.of(JSON.readValue(line, Progress.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
