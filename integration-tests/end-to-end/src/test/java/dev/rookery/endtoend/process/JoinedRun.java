package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.endtoend.process.RunFiles.Counters;
import dev.rookery.endtoend.process.RunFiles.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** A learner and actors that have joined it, each a process of its own. */
final class JoinedRun {

  private static final Pattern JOINED = Pattern.compile("Joined as actor (\\d+) of a run of dqn");
  private static final Pattern PROGRESS =
      Pattern.compile("1 of 1 actors in the run, ([\\d,]+) steps");

  private final Distribution distribution;
  private final RunFiles files;
  private final String address = Ports.freeAddress();
  private final List<RunningProcess> actors = new ArrayList<>();
  private RunningProcess learner;

  /** Starts a learner, which goes on for as long as nobody stops it, and its actors. */
  JoinedRun(Distribution distribution, Path directory, int count) throws Exception {
    this.distribution = distribution;
    files = new RunFiles(directory);
    learner =
        distribution.start(
            "learner -a dqn -e CartPole-v1 --steps 2e9 --seed 3 --set hiddenLayers=32"
                + " --set learningStarts=200 --set run.checkpointSeconds=1"
                + " --set run.metricsInterval=2000 --set run.evaluationInterval=0"
                + " --set run.evaluationEpisodes=2 --actors",
            count,
            "--listen",
            address,
            "--run-directory",
            directory);
    for (int i = 0; i < count; i++) {
      actors.add(actor());
    }
    awaitConnected(count);
  }

  /** Starts one more actor. */
  RunningProcess actor(Object... more) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of(address));
    arguments.addAll(List.of(more));
    return distribution.start("actor --connect", arguments.toArray());
  }

  RunFiles files() {
    return files;
  }

  RunningProcess learner() {
    return learner;
  }

  /** Actors, of which a test may replace some. */
  List<RunningProcess> actors() {
    return actors;
  }

  /** The learner is killed; starts another for the same run. */
  void resume() throws IOException {
    learner = distribution.start("learner --listen", address, "--resume", files.directory());
  }

  /** What was recorded from a checkpoint on. */
  List<Row> since(Counters checkpoint) {
    return files.metrics().stream()
        .filter(row -> row.environmentSteps() >= checkpoint.environmentSteps())
        .toList();
  }

  /** What the learner has recorded last; null if nothing yet. */
  Row last() {
    List<Row> rows = files.metrics();
    return rows.isEmpty() ? null : rows.get(rows.size() - 1);
  }

  /** Waits until so many actors take part, and the learner learns. */
  void awaitConnected(int count) throws Exception {
    learner.awaitWhileAlive(
        count + " actors",
        () -> {
          Row row = last();
          return row != null
              && row.values().get("actors/connected") == count
              && row.values().get("learner_steps") > 0;
        });
  }

  /** Waits until the learner has taken so many more steps. */
  void awaitSteps(long more) throws Exception {
    long limit = last().environmentSteps() + more;
    learner.awaitWhileAlive(limit + " steps", () -> last().environmentSteps() >= limit);
  }

  /** Nothing was ever lost or came out of order. */
  static void assertNothingLost(Row row) {
    assertEquals(0, row.values().get("experience/lost_blocks"), row::toString);
    assertEquals(0, row.values().get("experience/reordered_blocks"), row::toString);
  }

  /** Which actor a process is in the run, once it has said so. */
  static OptionalInt actorId(RunningProcess actor) {
    return JOINED
        .matcher(actor.err())
        .results()
        .mapToInt(match -> Integer.parseInt(match.group(1)))
        .reduce((first, second) -> second);
  }

  /** The steps that an actor said to have made, each time that it said so. */
  static List<Long> toldSteps(RunningProcess actor) {
    return PROGRESS
        .matcher(actor.err())
        .results()
        .map(match -> Long.parseLong(match.group(1).replace(",", "")))
        .toList();
  }
}
