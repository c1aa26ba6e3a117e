package dev.rookery.cli.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records as they might have been measured. */
public final class Records {

  private static final Software SOFTWARE =
      new Software("1.0", "0123456789abcdef0123-dirty", "17", "1", "2", "3");
  private static final Machine MACHINE = new Machine("A processor", 2, 8L << 30, "Linux");

  private Records() {}

  /** The record of a run whose episodes at the end have these returns. */
  public static RunRecord of(
      String algorithm,
      String environment,
      long seed,
      Map<String, String> chosen,
      double... returns) {
    List<Double> end = new ArrayList<>();
    for (double one : returns) {
      end.add(one);
    }
    Map<String, String> config = new LinkedHashMap<>(chosen);
    config.put("run.seed", Long.toString(seed));
    return new RunRecord(
        RunRecord.FORMAT,
        "classic",
        algorithm,
        environment,
        seed,
        chosen,
        "./rookery train --algorithm " + algorithm + " --seed " + seed,
        "2026-01-02T03:04:05Z",
        "steps-reached",
        2000,
        500,
        60.5,
        1,
        SOFTWARE,
        MACHINE,
        config,
        new RunRecord.Returns(2000, 500, 61, end, 0),
        List.of(
            new RunRecord.Returns(1000, 100, 30 + seed, List.of(1.0, 2.5), 1),
            new RunRecord.Returns(1990, 490, 60, end, 0)));
  }

  /** The same record with another setting. */
  public static RunRecord with(RunRecord record, String setting, String value) {
    Map<String, String> config = new LinkedHashMap<>(record.config());
    config.put(setting, value);
    return new RunRecord(
        record.format(),
        record.suite(),
        record.algorithm(),
        record.environment(),
        record.seed(),
        record.chosen(),
        record.command(),
        record.finished(),
        record.stoppedBecause(),
        record.environmentSteps(),
        record.learnerSteps(),
        record.wallSeconds(),
        record.starts(),
        record.software(),
        record.machine(),
        config,
        record.end(),
        record.evaluations());
  }
}
