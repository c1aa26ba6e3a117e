package dev.rookery.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Trainings whose processes a real Slurm places, kills, moves and starts again. */
@EnabledIfSystemProperty(
    named = "rookery.engines",
    matches = "true",
    disabledReason = "runs with -Pengines only")
@Timeout(600)
final class SlurmTest {

  /** What Slurm takes to notice a loss, and to start a job again, is less than half of it. */
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static final String APE_X =
      "--algorithm ape-x --environment CartPole-v1 --seed 7 --set run.checkpointSeconds=2"
          + " --set run.timeoutSeconds=120";

  private static final String ENDLESS = APE_X + " --steps 1000000000";

  @TempDir static Path clusterDirectory;
  @TempDir Path directory;
  private static SlurmCluster cluster;

  @BeforeAll
  static void start() throws IOException {
    Optional<String> missing = SlurmCluster.missing();
    if (Boolean.getBoolean("rookery.engines.required")) {
      assertEquals(Optional.empty(), missing, "Slurm must be installed here");
    }
    assumeTrue(missing.isEmpty(), () -> "no Slurm here: " + missing.orElseThrow() + " missing");
    cluster = new SlurmCluster(clusterDirectory);
  }

  @BeforeEach
  void everyNodeIsFree() {
    cluster.nodes().stream().filter(node -> !cluster.answers(node)).forEach(cluster::restartNode);
    Waiting.until(
        "free nodes",
        LIMIT,
        () -> cluster.nodes().stream().allMatch(cluster::isIdle),
        cluster::state);
  }

  @AfterEach
  void endAllJobs() {
    cluster.slurm("scancel", "--user=root");
    Waiting.until("the jobs' end", LIMIT, cluster::hasNoJobs, cluster::state);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aRunIsSolvedThoughItsLearnerIsRequeuedAnActorKilledAndANodeLost() throws IOException {
    SlurmRun run = new SlurmRun(cluster, directory, 2, APE_X + " --steps 120000");
    run.start();
    run.await("10,000 steps", LIMIT, () -> run.measuredSteps() > 10_000);

    cluster.slurm("scontrol", "requeue", run.learner());
    run.await("the next start", LIMIT, () -> run.learnerLog().contains(" start 1 on "));
    run.awaitProgress(LIMIT);

    String node = cluster.field(run.actor(0), "BatchHost");
    cluster.rookery(node, "actor").orElseThrow().destroyForcibly();
    run.await(
        "the end of a killed actor",
        LIMIT,
        () -> (run.actorLog(0) + run.actorLog(1)).contains("ended with 137"));
    run.awaitProgress(LIMIT);

    cluster.network().kill(node);
    run.await(
        "its actors' next start on another node",
        LIMIT,
        () -> cluster.field(run.actor(0), "Restarts").equals("1"));
    cluster.restartNode(node);
    run.await("the end", LIMIT.multipliedBy(2), () -> cluster.is("COMPLETED", run.learner()));
    run.await("the actors' end", LIMIT, () -> cluster.is("COMPLETED", run.actor(0)));
    run.await("the actors' end", LIMIT, () -> cluster.is("COMPLETED", run.actor(1)));

    assertEquals("1", cluster.field(run.learner(), "Restarts"), run::state);
    assertEquals("steps-reached", run.report().path("stoppedBecause").asText());
    assertTrue(run.report().path("environmentSteps").asLong() >= 120_000);
    double score = run.report().path("evaluation").path("meanReturn").asDouble();
    assertTrue(score >= 475, run.report()::toPrettyString);
  }

  @Test
  void aCancelledLearnerLeavesACheckpointAndAReport() throws IOException {
    SlurmRun run = new SlurmRun(cluster, directory, 1, ENDLESS);
    run.start();
    run.await("a checkpoint", LIMIT, () -> !run.checkpoints().isEmpty());
    cluster.slurm("scancel", run.learner());
    run.await("the end", LIMIT, () -> cluster.is("CANCELLED", run.learner()));
    assertEquals("stopped", run.report().path("stoppedBecause").asText(), run::state);
  }

  @Test
  void aPreemptedLearnerGoesOnWhereItWas() throws IOException {
    SlurmRun run = new SlurmRun(cluster, directory, 1, ENDLESS);
    run.start("--nodelist=n1");
    run.await("a checkpoint", LIMIT, () -> !run.checkpoints().isEmpty());
    String urgent =
        cluster.submit(
            directory,
            Map.of(),
            "--partition=urgent",
            "--nodelist=n1",
            "--exclusive",
            "--wrap=sleep 1");
    run.await("the urgent job's end", LIMIT, () -> cluster.is("COMPLETED", urgent));
    long steps = run.measuredSteps();
    run.await("the next start", LIMIT, () -> run.learnerLog().contains(" start 1 on "));
    run.await("more steps", LIMIT, () -> run.measuredSteps() > steps);
  }

  /** The disk is shared throughout: the earlier learner could write as before. */
  @Test
  void aLearnerThatWasCutOffLeavesTheRunToItsReplacement() throws IOException {
    SlurmRun run = new SlurmRun(cluster, directory, 1, ENDLESS);
    run.start();
    run.await("a checkpoint", LIMIT, () -> !run.checkpoints().isEmpty());
    String node = cluster.field(run.learner(), "BatchHost");
    ProcessHandle earlier = cluster.rookery(node, "learner").orElseThrow();
    long cut = System.nanoTime();
    cluster.network().cut(node);
    run.await("the replacement", LIMIT, () -> run.learnerLog().contains(" start 1 on "));
    run.await("the earlier one's end", LIMIT, () -> !earlier.isAlive());
    assertTrue(run.learnerLog().contains("rookery: another process has taken "), run::state);
    run.awaitProgress(LIMIT);
    run.await("the minute's end", LIMIT, () -> System.nanoTime() - cut > MINUTE.toNanos());
    run.awaitProgress(LIMIT);
    String other = cluster.field(run.learner(), "BatchHost");
    assertNotEquals(node, other);
    assertTrue(cluster.rookery(other, "learner").isPresent(), run::state);
    cluster.slurm("scancel", "--user=root");
    run.await("the end", LIMIT, () -> !cluster.is("RUNNING", run.learner()));
    cluster.restartNode(node);

    assertEquals(run.allMeasuredSteps().stream().sorted().toList(), run.allMeasuredSteps());
    assertFalse(run.checkpoints().isEmpty());
    for (Path checkpoint : run.checkpoints()) {
      new ZipFile(checkpoint.toFile()).close();
    }
    assertEquals("stopped", run.report().path("stoppedBecause").asText(), run::state);
  }
}
