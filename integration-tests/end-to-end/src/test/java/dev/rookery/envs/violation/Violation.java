package dev.rookery.envs.violation;

import ai.djl.pytorch.engine.PtEngine;
import dev.rookery.envs.accomplice.Accomplice;
import dev.rookery.runtime.wire.Streams;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;

/** Breaks the architecture's rules, to show that they can be broken. It is never run. */
public final class Violation {

  private static final ArrayList<String> seen = new ArrayList<>();
  private static final AtomicLong total = new AtomicLong();
  static final int[] sizes = {1, 2};
  private static int counter;

  private Violation() {}

  static void breakRules(PtEngine engine, Streams streams) {
    counter++;
    seen.add(engine + " " + streams + new Accomplice() + total.incrementAndGet());
    Logger.getLogger("violation").info("counted");
    System.out.println(counter);
  }
}
