package dev.rookery.benchmarks;

import java.util.List;

/**
 * Two benchmarks that do the same, one the Rookery way and one in the way that the baseline's name
 * says. Both are measured in throughput and have the same parameters.
 *
 * @param what they do
 * @param ours the benchmark of Rookery, as {@code Class.method}
 * @param baselineName how the baseline does it
 * @param baseline the benchmark of the baseline, as {@code Class.method}
 */
record Comparison(String what, String ours, String baselineName, String baseline) {

  /** All of them; the only place where they are declared. */
  static final List<Comparison> ALL =
      List.of(
          new Comparison(
              "acting: environment steps",
              "ActingBenchmark.act",
              "plain ONNX",
              "PlainOnnxActingBenchmark.act"),
          new Comparison(
              "DQN updates",
              "LearnerBenchmark.update",
              "DJL Trainer",
              "DjlTrainerBenchmark.update"),
          new Comparison(
              "updates of value-based algorithms",
              "ValueLearnerBenchmark.update",
              "DJL Trainer",
              "DjlValueBenchmark.update"),
          new Comparison(
              "the same updates",
              "ValueLearnerBenchmark.update",
              "bare network",
              "BareNetworkBenchmark.forwardAndBackward"),
          new Comparison(
              "PPO: minibatch updates",
              "PpoLearnerBenchmark.update",
              "DJL Trainer",
              "DjlPpoBenchmark.update"),
          new Comparison(
              "the same minibatch updates",
              "PpoLearnerBenchmark.update",
              "bare network",
              "BarePpoNetworkBenchmark.forwardAndBackward"),
          new Comparison(
              "new parameters, then a step",
              "ParameterSwapBenchmark.swap",
              "new session",
              "ParameterSwapBenchmark.rebuild"),
          new Comparison(
              "Aeron, shared memory: blocks of 50 rows of 44 bytes",
              "AeronTransportBenchmark.send",
              "bare Aeron",
              "BareAeronBenchmark.send"),
          replay("insert a row, in blocks of 64", "insert"),
          replay("sample 512 rows", "sample"),
          replay("update 512 priorities", "update"),
          replay("sample and update 512", "sampleAndUpdate"));

  private static Comparison replay(String what, String method) {
    return new Comparison(
        "prioritized replay: " + what,
        "ReplayBenchmark." + method,
        "linear scan",
        "LinearScanReplayBenchmark." + method);
  }
}
