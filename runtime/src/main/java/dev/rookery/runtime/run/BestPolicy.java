package dev.rookery.runtime.run;

import dev.rookery.RookeryException;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.checkpoint.CheckpointException;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.checkpoint.CheckpointFile;
import dev.rookery.runtime.ownership.SupersededException;
import dev.rookery.training.Evaluation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the parameters of the best evaluation so far, in memory, as a policy and in a file of the
 * run directory from which a resumed run takes them back.
 *
 * <p>An evaluation on the seeds that all evaluations share proposes parameters: those that do
 * better there than the best so far. They become the best if they do better on the seeds of the
 * confirmation too. So luck on the first seeds, which many evaluations had a chance of, is not
 * enough.
 *
 * <p>One thread at a time changes it; any may ask.
 */
final class BestPolicy {

  private static final Logger LOG = LoggerFactory.getLogger(BestPolicy.class);

  /** What is known of the best. */
  private record Best(EvaluatedPolicy policy, double proposedReturn) {}

  private final Algorithm algorithm;
  private final Path policyFile;
  private final Path stateFile;
  private volatile @Nullable Best best;
  private volatile boolean written;

  BestPolicy(Algorithm algorithm, RunDirectory directory) {
    this.algorithm = algorithm;
    policyFile = directory.bestPolicy();
    stateFile = directory.bestState();
  }

  /** The best policy; empty before the first evaluation. */
  Optional<EvaluatedPolicy> get() {
    return Optional.ofNullable(best).map(Best::policy);
  }

  /** Whether an evaluation's parameters may be better than the best, and are to be confirmed. */
  boolean isProposed(Evaluation evaluation) {
    Best before = best;
    if (before == null) {
      return true;
    }
    double reached = evaluation.meanReturn();
    // Where both have all that can be had, only a better confirmation can be gained.
    return reached > before.proposedReturn()
        || (reached == before.proposedReturn()
            && reached > before.policy().evaluation().meanReturn());
  }

  /**
   * Takes parameters if they are better on the seeds of the confirmation.
   *
   * @param snapshot is copied
   * @param proposedReturn the mean return of the evaluation that proposed them
   * @param confirmation of the same parameters
   * @return whether they are the best now
   */
  boolean offer(ParameterSnapshot snapshot, double proposedReturn, Evaluation confirmation) {
    Best before = best;
    if (before != null && confirmation.meanReturn() <= before.policy().evaluation().meanReturn()) {
      return false;
    }
    Best now = new Best(EvaluatedPolicy.copyOf(snapshot, confirmation), proposedReturn);
    best = now;
    try {
      write(now);
    } catch (SupersededException e) {
      throw e;
    } catch (RookeryException e) { // The disk may be full for a moment.
      LOG.warn("{}; the run goes on, and tries again at its end", e.getMessage());
    }
    return true;
  }

  /**
   * The run is over: writes the best policy if that failed before, or its file is gone.
   *
   * @throws RookeryException if it fails again
   */
  void writeIfItIsNot() {
    Best now = best;
    if (now != null && (!written || Files.notExists(policyFile))) {
      write(now);
    }
  }

  private void write(Best now) {
    written = false;
    RunDirectory.export(algorithm, now.policy().parameters(), policyFile);
    try {
      Files.createDirectories(stateFile.resolveSibling(""));
    } catch (IOException e) {
      throw new CheckpointException("%s cannot be written: %s".formatted(stateFile, e), e);
    }
    CheckpointFile.write(
        stateFile, now.policy().parameters().environmentSteps(), state -> save(now, state));
    written = true;
  }

  private static void save(Best now, StateWriter state) {
    SavedParameters.save(now.policy().parameters(), state.child(SavedParameters.POLICY));
    state.putDouble("proposed_return", now.proposedReturn());
    Evaluation evaluation = now.policy().evaluation();
    StateWriter confirmation = state.child("confirmation");
    ByteBuffer returns = doubles(evaluation.episodes());
    evaluation.returns().forEach(returns::putDouble);
    confirmation.putLong("episodes", evaluation.episodes());
    confirmation.putDoubles("returns", returns.flip());
    confirmation.putLong("cut_episodes", evaluation.cutEpisodes());
  }

  private static Evaluation confirmation(StateReader state) {
    double[] returns = new double[Math.toIntExact(state.getLong("episodes"))];
    ByteBuffer bytes = doubles(returns.length);
    state.getBytes("returns", bytes);
    bytes.asDoubleBuffer().get(returns);
    return Evaluation.of(returns, Math.toIntExact(state.getLong("cut_episodes")));
  }

  private static ByteBuffer doubles(int count) {
    return ByteBuffer.allocate(count * Double.BYTES).order(ByteOrder.nativeOrder());
  }

  /** The run is resumed: takes back the best so far, if there is one. */
  void load() {
    if (Files.notExists(stateFile)) {
      return;
    }
    try (CheckpointFile file = CheckpointFile.open(stateFile)) {
      StateReader state = file.state();
      best =
          new Best(
              new EvaluatedPolicy(
                  SavedParameters.load(
                      algorithm.parameterLayout(), state.child(SavedParameters.POLICY)),
                  confirmation(state.child("confirmation"))),
              state.getDouble("proposed_return"));
      written = true;
    } catch (CheckpointException e) {
      LOG.warn("{}; the run goes on without its best policy so far", e.getMessage());
    }
  }
}
