package dev.rookery.impala;

import dev.rookery.core.policy.PolicyConfig;
import dev.rookery.settings.Setting;

/**
 * The settings that IMPALA and APPO have.
 *
 * @param <C> the record that has them
 */
public interface VTraceConfig<C extends Record> extends PolicyConfig<C> {

  @Setting(
      value = "Consecutive steps of one environment that are sent and learned from together.",
      min = 1,
      max = 65536,
      defaultValue = "20")
  int segmentSteps();

  /** With another {@link #segmentSteps()}. */
  default C withSegmentSteps(int value) {
    return with("segmentSteps", value);
  }

  @Setting(value = "Segments of one update.", min = 1, max = 65536, defaultValue = "8")
  int batchSegments();

  /** With another {@link #batchSegments()}. */
  default C withBatchSegments(int value) {
    return with("batchSegments", value);
  }

  @Setting(
      value = "Segments that may wait for the learner; then actors wait.",
      min = 1,
      max = 1048576,
      defaultValue = "32")
  int queueSegments();

  /** With another {@link #queueSegments()}. */
  default C withQueueSegments(int value) {
    return with("queueSegments", value);
  }

  @Setting(
      value = "How often in succession a batch is learned from.",
      min = 1,
      max = 1000,
      defaultValue = "1")
  int batchUpdates();

  /** With another {@link #batchUpdates()}. */
  default C withBatchUpdates(int value) {
    return with("batchUpdates", value);
  }

  @Setting(
      value = "Weight of later TD errors in a target: 0 is one step, 1 all of a segment.",
      min = 0,
      max = 1,
      defaultValue = "1")
  double traceLambda();

  /** With another {@link #traceLambda()}. */
  default C withTraceLambda(double value) {
    return with("traceLambda", value);
  }

  @Setting(
      value = "Largest weight of a step, by which the values are those of a policy that it bounds.",
      min = 0,
      aboveMin = true,
      defaultValue = "1")
  double rhoBar();

  /** With another {@link #rhoBar()}. */
  default C withRhoBar(double value) {
    return with("rhoBar", value);
  }

  @Setting(
      value = "Largest weight that a step passes on to those before it.",
      min = 0,
      aboveMin = true,
      defaultValue = "1")
  double cBar();

  /** With another {@link #cBar()}. */
  default C withCBar(double value) {
    return with("cBar", value);
  }
}
