package dev.rookery.runtime.metrics;

import dev.rookery.metrics.MetricsSinkProvider;
import dev.rookery.testkit.metrics.MetricsSinkContract;
import org.junit.jupiter.api.Nested;

/** Every sink keeps the test kit's contract. */
class SinkContractsTest {

  @Nested
  class Csv extends MetricsSinkContract {
    @Override
    protected MetricsSinkProvider provider() {
      return new CsvSinkProvider();
    }
  }

  @Nested
  class Jsonl extends MetricsSinkContract {
    @Override
    protected MetricsSinkProvider provider() {
      return new JsonlSinkProvider();
    }
  }

  @Nested
  class TensorBoard extends MetricsSinkContract {
    @Override
    protected MetricsSinkProvider provider() {
      return new TensorBoardSinkProvider();
    }
  }
}
