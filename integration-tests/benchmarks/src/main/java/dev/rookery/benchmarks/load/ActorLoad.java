package dev.rookery.benchmarks.load;

import dev.rookery.core.file.FileTree;
import dev.rookery.training.StopCondition;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How many actors one learner's host bears. Light actors, in a few processes, send blocks of rows
 * over UDP to the learner, which draws batches of 512 all the while and gives their priorities
 * back. Every row is numbered, and its number looked at. Prints rows and batches per second, how
 * long it took until all had joined, and the memory of all processes at both ends.
 */
@Command(
    name = ActorLoad.NAME,
    mixinStandardHelpOptions = true,
    description = "Many light actors on one learner, over UDP.")
public final class ActorLoad implements Runnable {

  /** What {@code ./benchmark} is given to run this. */
  public static final String NAME = "actor-load";

  private static final Duration JOIN_LIMIT = Duration.ofMinutes(2);
  private static final int ENVIRONMENTS = 10;
  private static final int WARM_UP_SECONDS = 5;

  @Option(names = "--actors", defaultValue = "360", description = "How many (${DEFAULT-VALUE}).")
  private int actors;

  @Option(
      names = "--processes",
      defaultValue = "4",
      description = "In how many processes they are (${DEFAULT-VALUE}).")
  private int processes;

  @Option(
      names = "--seconds",
      defaultValue = "300",
      description = "How long it is measured, once all have joined (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--block-rows",
      defaultValue = "50",
      description = "Rows of a block (${DEFAULT-VALUE}).")
  private int blockRows;

  @Option(
      names = "--rate",
      defaultValue = "150",
      description = "Rows that each actor makes in a second; 0: no limit (${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--batches",
      defaultValue = "19",
      description = "Batches that the learner draws in a second (${DEFAULT-VALUE}).")
  private int batches;

  @Option(
      names = "--port",
      defaultValue = "17043",
      description = "The learner's port; the next one is used too (${DEFAULT-VALUE}).")
  private int port;

  private final LoadCounters counters = new LoadCounters();

  /**
   * Runs the command.
   *
   * @return its exit status
   */
  public static int main(List<String> arguments) {
    // One line for each actor that joins would be too many.
    System.setProperty("org.slf4j.simpleLogger.log.dev.rookery.runtime.membership", "warn");
    return new CommandLine(new ActorLoad()).execute(arguments.toArray(String[]::new));
  }

  @Override
  public void run() {
    List<Process> started = new ArrayList<>();
    try {
      Path directory = Files.createTempDirectory("actor-load");
      try (TrainingRun run = learner(directory)) {
        long start = System.nanoTime();
        for (int i = 0; i < processes; i++) {
          started.add(startActors(share(i)));
        }
        awaitAll(run, started, start);
        measure(run, started);
        run.stop();
        run.await();
      } finally {
        started.forEach(Process::destroyForcibly);
        FileTree.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private TrainingRun learner(Path directory) {
    LoadProvider provider = LoadProvider.ofLearner(counters, batches);
    return Training.builder()
        .environment(LightEnvironment.NAME, LightEnvironment::new)
        .algorithm(provider, provider.defaultSettings())
        .transport("aeron", Map.of("channel", "udp", "address", address()))
        .actors(actors)
        .environmentsPerActor(ENVIRONMENTS)
        .remoteActors()
        .stopWhen(StopCondition.steps(Long.MAX_VALUE / 2).overEpisodes(1))
        .set("blockRows", blockRows)
        .set("evaluationInterval", 0)
        .set("checkpointSeconds", 0)
        .set("metrics", List.of())
        .runDirectory(directory.resolve("run"))
        .start();
  }

  private String address() {
    return "localhost:" + port;
  }

  /** How many actors the process of this number has. */
  private int share(int process) {
    return actors * (process + 1) / processes - actors * process / processes;
  }

  private Process startActors(int count) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-D") || option.startsWith("--"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            LightActorsMain.class.getName(),
            address(),
            Integer.toString(count),
            Integer.toString(rate)));
    return new ProcessBuilder(command).inheritIO().start();
  }

  private void awaitAll(TrainingRun run, List<Process> started, long start)
      throws InterruptedException {
    while (run.progress().connectedActors() < actors) {
      if (!started.stream().allMatch(Process::isAlive)) {
        throw new IllegalStateException("a process of actors has ended");
      }
      if (System.nanoTime() - start > JOIN_LIMIT.toNanos()) {
        throw new IllegalStateException(
            "only %s of %s actors joined within %s"
                .formatted(run.progress().connectedActors(), actors, JOIN_LIMIT));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    print(
        "%d actors joined %.1f s after their %d processes were started%n",
        actors, (System.nanoTime() - start) * 1e-9, processes);
  }

  private void measure(TrainingRun run, List<Process> started) throws InterruptedException {
    TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
    Memory.Use atFirst = Memory.of(started);
    long start = System.nanoTime();
    long rowsBefore = counters.rows.get();
    long batchesBefore = counters.batches.get();
    long slowest = Long.MAX_VALUE;
    long fewest = Long.MAX_VALUE;
    int away = 0;
    for (int second = 0; second < seconds; second++) {
      long rows = counters.rows.get();
      long drawn = counters.batches.get();
      long begin = System.nanoTime();
      TimeUnit.SECONDS.sleep(1);
      double passed = (System.nanoTime() - begin) * 1e-9;
      slowest = Math.min(slowest, Math.round((counters.rows.get() - rows) / passed));
      fewest = Math.min(fewest, Math.round((counters.batches.get() - drawn) / passed));
      away = Math.max(away, actors - run.progress().connectedActors());
      if (second % 10 == 9) {
        print(
            "%4d s: %,d rows/s, %d batches/s, %d out of order, %d actors; %s%n",
            second + 1,
            Math.round((counters.rows.get() - rows) / passed),
            Math.round((counters.batches.get() - drawn) / passed),
            counters.outOfOrder.get(),
            run.progress().connectedActors(),
            Memory.of(started));
      }
    }
    double passed = (System.nanoTime() - start) * 1e-9;
    print(
        """
        in %.0f s: %,.0f rows/s (slowest second %,d), %.1f batches of 512/s (fewest %d)
        rows lost, doubled or out of order: %d; at most %d actors away at once
        memory at first: %s
        memory at the end: %s
        """,
        passed,
        (counters.rows.get() - rowsBefore) / passed,
        slowest,
        (counters.batches.get() - batchesBefore) / passed,
        fewest,
        counters.outOfOrder.get(),
        away,
        atFirst,
        Memory.of(started));
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
