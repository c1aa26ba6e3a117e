package dev.rookery.core.value;

import dev.rookery.checkpoint.Checkpointable;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.network.RandomInput;
import dev.rookery.metrics.MetricsRecorder;
import java.util.List;
import java.util.function.Function;

/**
 * Targets and loss of a {@link QFunction} in plain Java, for one learner: made once, with scratch
 * memory of its own. An update calls {@link #values} of what chooses the next action, {@link
 * #reference} if it is needed, {@link #targets} and {@link #loss}, in this order. Used by one
 * thread; allocates nothing per update.
 */
public interface QLoss extends Checkpointable {

  /** What a network is applied to observations for. */
  enum Pass {
    /** The online network on the observations whose values learn. */
    PREDICTION,
    /** The target network on the next observations. */
    TARGET,
    /** The online network on the next observations, to choose the next action (double). */
    SELECTION,
    /** The target network on the observations whose values learn; see {@link #needsReference}. */
    REFERENCE
  }

  /** Whether {@link #reference} is called, which takes one more pass for each update. */
  default boolean needsReference() {
    return false;
  }

  /**
   * What is drawn for a pass besides noise: the network's sampled inputs, in order. None by
   * default.
   */
  default List<RandomInput> inputs(Pass pass) {
    return List.of();
  }

  /**
   * Called before {@link #begin} where the run starts from another run's parameters: the network's
   * constants are those of that run now. Does nothing by default.
   *
   * @param constants gives the values of a {@link dev.rookery.core.network.Constant} by its name
   * @throws dev.rookery.settings.SettingsException if they do not go with the settings
   */
  default void startFrom(Function<String, float[]> constants) {}

  /**
   * Called once before the first update of this object, after {@link #load} where the run was
   * resumed. Does nothing by default.
   */
  default void begin(LearningStart start) {}

  /**
   * The values of actions, in the target or the selection pass: the same function of the outputs as
   * {@link QFunction#values}.
   *
   * @param outputs of a pass: {@code [rows, total]}
   * @param q {@code [batch, actions]} receives the values
   */
  void values(Pass pass, float[] outputs, float[] q);

  /**
   * Takes what the target network says of the observations whose values learn, for targets that
   * depend on it (Munchausen, advantage learning). Called before {@link #targets}, where {@link
   * #needsReference} says so.
   *
   * @param outputTm1 of the reference pass: {@code [rows, total]}
   * @param aTm1 {@code [batch]} actions taken
   */
  default void reference(float[] outputTm1, int[] aTm1) {}

  /**
   * Computes the targets of the batch and keeps them for {@link #loss}.
   *
   * @param rT {@code [batch]} n-step returns
   * @param discountT {@code [batch]} γⁿ, or 0 where the episode terminated
   * @param qTSelector {@code [batch, actions]} decides the next action: the first of the largest.
   *     Actions that are not legal have the lowest value there is
   * @param outputT of the target pass: {@code [rows, total]}
   */
  void targets(float[] rT, float[] discountT, float[] qTSelector, float[] outputT);

  /**
   * Computes the weighted mean over the batch of the loss.
   *
   * @param outputTm1 of the prediction pass: {@code [rows, total]}
   * @param aTm1 {@code [batch]} actions taken
   * @param weight {@code [batch]} importance weights
   * @param gradient {@code [rows, total]} receives the loss's gradient with respect to the outputs
   * @param priorities {@code [batch]} receives each row's priority, finite and at least 0
   * @param taken {@code [batch]} receives the values of the actions taken
   * @return the loss
   */
  double loss(
      float[] outputTm1,
      int[] aTm1,
      float[] weight,
      float[] gradient,
      float[] priorities,
      float[] taken);

  /** Reports what is of its own. Nothing by default. */
  default void report(MetricsRecorder metrics) {}

  /** Saves state of its own. There is none by default. */
  @Override
  default void save(StateWriter state) {}

  @Override
  default void load(StateReader state) {}
}
