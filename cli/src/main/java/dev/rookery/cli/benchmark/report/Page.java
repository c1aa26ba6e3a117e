package dev.rookery.cli.benchmark.report;

import static java.util.stream.Collectors.joining;

import dev.rookery.cli.benchmark.Machine;
import dev.rookery.cli.benchmark.RunRecord;
import dev.rookery.cli.benchmark.Suite;
import dev.rookery.cli.benchmark.SuiteEnvironment;
import dev.rookery.cli.statistics.Aggregates;
import dev.rookery.cli.statistics.StratifiedBootstrap;
import dev.rookery.runtime.metrics.HumanReadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The page of a report. */
final class Page {

  private static final String NONE = "";

  private final RecordSet records;
  private final StratifiedBootstrap bootstrap;
  private final Texts texts;
  private final StringBuilder page = new StringBuilder();

  Page(RecordSet records, StratifiedBootstrap bootstrap) {
    this.records = records;
    this.bootstrap = bootstrap;
    texts = new Texts(bootstrap);
  }

  String text() {
    introduction();
    if (records.shared().size() > 1) {
      overEnvironments();
    }
    records.environments().forEach(this::environment);
    commands();
    runs();
    return page.toString();
  }

  private void introduction() {
    line("# Benchmark: " + distinct(RunRecord::suite));
    line(
        """
        %s runs. The score of a run is the mean return of the greedy episodes that its last \
        parameters played at its end, on seeds that are neither those of training nor of the \
        evaluations before."""
            .formatted(records.all().size()));
    line(
        """
        Statistics after [Agarwal et al. 2021](https://arxiv.org/abs/2108.13264): IQM is the \
        interquartile mean, the mean of the middle half of the runs. In brackets are 95 %% \
        intervals by the percentile bootstrap over runs, stratified by environment, with %s \
        resamples; none where there is but one run. Intervals of fewer than ten runs are too \
        narrow. P is the probability that a run is better than a run of %s."""
            .formatted(Texts.count(bootstrap.resamples()), first()));
    if (!records.common().isEmpty()) {
      line("All runs have other settings than the suite's: %s.".formatted(records.common()));
    }
    if (machines().size() > 1) {
      line(
          "The runs are of %s machines, so their wall clocks do not compare."
              .formatted(machines().size()));
    }
  }

  private void overEnvironments() {
    List<SuiteEnvironment> environments = records.shared();
    line("## All environments");
    line(
        "Normalised scores: 0 is what uniformly random actions get, 1 is a reference. %s."
            .formatted(
                environments.stream()
                    .map(
                        e ->
                            "%s: %s to %s (%s)"
                                .formatted(
                                    e.name(),
                                    Texts.number(e.scale().random()),
                                    Texts.number(e.scale().reference()),
                                    e.scale().source()))
                    .collect(joining("; "))));
    if (environments.size() < records.environments().size()) {
      line("Only the environments on which all have runs count here.");
    }
    double[][] baseline = Scores.normalised(records, first(), environments);
    MarkdownTable table = new MarkdownTable("algorithm", "runs", "mean", "IQM", "P");
    for (String label : records.labels()) {
      double[][] scores = Scores.normalised(records, label, environments);
      table.row(
          label,
          Texts.count(
              environments.stream().mapToLong(e -> records.of(label, e.name()).size()).sum()),
          texts.estimate(scores, Aggregates::mean),
          texts.estimate(scores, Aggregates::interquartileMean),
          label.equals(first()) ? NONE : texts.improvement(scores, baseline));
    }
    page.append(table);
    picture("The fraction of runs above a normalised score", Charts.PROFILE);
  }

  private void environment(String environment) {
    line("## " + environment);
    Suite.environmentOfAny(environment)
        .ifPresent(
            known ->
                line(
                    "Random actions get %s; the reference is %s (%s)."
                        .formatted(
                            Texts.number(known.scale().random()),
                            Texts.number(known.scale().reference()),
                            known.scale().source())));
    List<RunRecord> baseline = records.of(first(), environment);
    MarkdownTable table =
        new MarkdownTable(
            "algorithm",
            "runs",
            "steps",
            "mean",
            "IQM",
            "lowest run",
            "highest run",
            "P",
            "wall clock");
    for (String label : records.labelsOn(environment)) {
      List<RunRecord> runs = records.of(label, environment);
      double[][] scores = Scores.ofOne(runs);
      table.row(
          label,
          Texts.count(runs.size()),
          Texts.count(runs.stream().mapToLong(RunRecord::environmentSteps).max().orElseThrow()),
          texts.estimate(scores, Aggregates::mean),
          texts.estimate(scores, Aggregates::interquartileMean),
          Texts.number(runs.stream().mapToDouble(RunRecord::score).min().orElseThrow()),
          Texts.number(runs.stream().mapToDouble(RunRecord::score).max().orElseThrow()),
          label.equals(first()) || baseline.isEmpty()
              ? NONE
              : texts.improvement(scores, Scores.ofOne(baseline)),
          HumanReadable.duration(
              runs.stream().mapToDouble(RunRecord::wallSeconds).average().orElseThrow()));
    }
    page.append(table);
    if (new Charts(records, bootstrap).hasCurves(environment)) {
      picture(environment + " by environment steps", Charts.steps(environment));
      picture(environment + " by wall clock", Charts.time(environment));
    }
  }

  private void commands() {
    line("## Commands");
    line("Each makes a run of the lowest seed again; for the others, change `--seed`.");
    List<String> commands = new ArrayList<>();
    for (String environment : records.environments()) {
      for (String label : records.labelsOn(environment)) {
        commands.add(records.of(label, environment).get(0).command());
      }
    }
    line("```\n" + String.join("\n", commands) + "\n```");
  }

  private void runs() {
    line("## Runs");
    MarkdownTable table =
        new MarkdownTable(
            "environment",
            "algorithm",
            "seed",
            "score",
            "steps",
            "updates",
            "wall clock",
            "starts",
            "commit",
            "machine");
    List<Machine> machines = machines();
    for (String environment : records.environments()) {
      for (String label : records.labelsOn(environment)) {
        for (RunRecord run : records.of(label, environment)) {
          table.row(
              environment,
              label,
              Long.toString(run.seed()),
              Texts.number(run.score()),
              Texts.count(run.environmentSteps()),
              Texts.count(run.learnerSteps()),
              HumanReadable.duration(run.wallSeconds()),
              Integer.toString(run.starts()),
              shortCommit(run.software().commit()),
              Integer.toString(machines.indexOf(run.machine()) + 1));
        }
      }
    }
    page.append(table);
    line("A run with more than one start was resumed from a checkpoint, without its replay.");
    MarkdownTable hardware = new MarkdownTable("machine", "processor", "cores", "memory", "system");
    for (Machine machine : machines) {
      hardware.row(
          Integer.toString(machines.indexOf(machine) + 1),
          machine.processor(),
          Integer.toString(machine.cores()),
          String.format(Locale.ROOT, "%.1f GiB", machine.memoryBytes() / 0x1p30),
          machine.system());
    }
    page.append(hardware);
    line(
        """
        Rookery %s; commit %s; Java %s; DJL %s; PyTorch %s; ONNX Runtime %s. Every return of \
        every evaluation and all settings are in the records."""
            .formatted(
                distinct(run -> run.software().rookery()),
                distinct(run -> run.software().commit()),
                distinct(run -> run.software().java()),
                distinct(run -> run.software().djl()),
                distinct(run -> run.software().pytorch()),
                distinct(run -> run.software().onnxRuntime())));
  }

  private String first() {
    return records.labels().get(0);
  }

  private List<Machine> machines() {
    return records.all().stream().map(RunRecord::machine).distinct().toList();
  }

  private String distinct(Function<RunRecord, String> part) {
    return records.all().stream().map(part).distinct().collect(joining(" / "));
  }

  /** The first letters, and what says that there were changes beside it. */
  private static String shortCommit(String commit) {
    return commit.replaceFirst("^(\\p{XDigit}{10})\\p{XDigit}+", "$1");
  }

  private void picture(String words, String file) {
    line("![%s](%s)".formatted(words, file));
  }

  private void line(String text) {
    page.append(text).append("\n\n");
  }
}
