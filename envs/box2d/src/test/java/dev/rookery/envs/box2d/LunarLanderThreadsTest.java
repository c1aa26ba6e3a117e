package dev.rookery.envs.box2d;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** JBox2D's worlds share static memory, which must not be seen in what happens in them. */
class LunarLanderThreadsTest {

  private static final int THREADS = 4;
  private static final int STEPS = 3000;

  @Test
  void worldsInSeveralThreadsDoNotDisturbEachOther() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<double[]>> together = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int seed = i;
        together.add(threads.submit(() -> path(seed)));
      }
      for (int i = 0; i < THREADS; i++) {
        assertArrayEquals(path(i), together.get(i).get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Where a lander slides that lies on the ground and is kept awake. */
  private static double[] path(int seed) {
    LanderWorld world = new LanderWorld(-10, LanderTerrain.flat());
    double[] path = new double[STEPS];
    for (int step = 0; step < STEPS; step++) {
      world.push(10 * Math.sin(0.1 * (seed + 1) * step), 0);
      world.advance();
      path[step] = world.x();
    }
    return path;
  }
}
