package dev.rookery.core.workers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.optimizer.Optimizer;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.testkit.checkpoint.MemoryState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SharedParametersTest {

  /** As many as two towers of 64-64 have. */
  private static final int SIZE = 9_000;

  private static final ParameterLayout LAYOUT = layout(SIZE);

  private static ParameterLayout layout(int size) {
    return new ParameterLayout(
        List.of(new ParameterLayout.Entry("weight", List.of((long) size), 0, size)));
  }

  /** Plain gradient descent, so that every update counts the same. */
  private static final class Plain implements Optimizer {
    @Override
    public void step(float[] p, float[] g, float scale, double rate) {
      float by = scale * (float) rate;
      for (int i = 0; i < p.length; i++) {
        p[i] -= by * g[i];
      }
    }

    @Override
    public void save(StateWriter state) {}

    @Override
    public void load(StateReader state) {}
  }

  private static SharedParameters parameters(int size, int targetInterval) {
    return new SharedParameters(
        layout(size), new float[size], new Plain(), Schedule.constant(1), targetInterval);
  }

  /** Lost is what two threads do to one number in the same moment. */
  @Test
  void twoWorkersWithoutALockLoseFewUpdates() throws Exception {
    int updates = 20_000;
    SharedParameters shared = parameters(SIZE, Integer.MAX_VALUE);
    float[] gradients = new float[SIZE];
    Arrays.fill(gradients, -1f);
    CyclicBarrier start = new CyclicBarrier(2);
    List<Thread> workers = new ArrayList<>();
    for (int w = 0; w < 2; w++) {
      Thread worker =
          new Thread(
              () -> {
                try {
                  start.await(10, TimeUnit.SECONDS);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
                for (int i = 0; i < updates; i++) {
                  shared.apply(gradients, 1);
                }
              });
      worker.start();
      workers.add(worker);
    }
    for (Thread worker : workers) {
      worker.join(60_000);
    }
    assertEquals(2 * updates, shared.updates());
    float[] values = new float[SIZE];
    shared.read(values);
    double kept = 0;
    for (float value : values) {
      kept += value / (2.0 * updates) / SIZE;
    }
    assertTrue(kept > 0.95 && kept <= 1, "kept " + kept);
  }

  @Test
  void targetsAreTheValuesAtEachInterval() {
    SharedParameters shared = parameters(2, 3);
    float[] target = new float[2];
    for (int update = 1; update <= 7; update++) {
      assertEquals(update - 1, shared.apply(new float[] {-1, -2}, 1));
      shared.readTarget(target);
      int copied = update / 3 * 3;
      assertArrayEquals(new float[] {copied, 2 * copied}, target);
    }
  }

  @Test
  void whatIsLoadedIsWhatWasSaved() {
    SharedParameters first = parameters(2, 2);
    for (int i = 0; i < 3; i++) {
      first.apply(new float[] {-1, 1}, 0.5f);
    }
    MemoryState state = new MemoryState();
    first.save(state);
    SharedParameters second = parameters(2, 2);
    second.load(state);
    assertEquals(3, second.updates());
    float[] values = new float[2];
    second.read(values);
    assertArrayEquals(new float[] {1.5f, -1.5f}, values);
    second.readTarget(values);
    assertArrayEquals(new float[] {1, -1}, values);
    SharedParameters other = parameters(3, 2);
    assertThrows(RookeryException.class, () -> other.load(state));
  }

  @Test
  void aRateThatIsNoneIsRefused() {
    SharedParameters shared =
        new SharedParameters(
            LAYOUT, new float[SIZE], new Plain(), Schedule.constant(Double.NaN), 1);
    assertThrows(RookeryException.class, () -> shared.apply(new float[SIZE], 1));
    assertEquals(0, shared.updates());
  }
}
