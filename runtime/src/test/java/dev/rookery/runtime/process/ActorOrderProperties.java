package dev.rookery.runtime.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.training.NamedSettings;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ActorOrderProperties {

  @Property
  void anOrderIsOneLineAndReadsAsItWasWritten(
      @ForAll String transport,
      @ForAll String key,
      @ForAll String value,
      @ForAll int number,
      @ForAll boolean flag) {
    Assume.that(!key.equals("number") && !key.equals("flag"));
    ActorOrder order =
        new ActorOrder(transport, Map.of(key, value, "number", number, "flag", flag), 3, 2, 0.5);
    assertEquals(1, order.toLine().lines().count());
    assertEquals(order, ActorOrder.parse(order.toLine()));
  }

  @Example
  void somethingElseIsRefused() {
    for (String text : new String[] {"", "{}x", "hello", "[]"}) {
      assertThrows(IllegalArgumentException.class, () -> ActorOrder.parse(text), text);
    }
  }

  @Property
  void actorsAreSpreadInOrderEvenlyAndAllOfThem(
      @ForAll @IntRange(min = 1, max = 4096) int actors,
      @ForAll @IntRange(min = 1, max = 4096) int processes) {
    Assume.that(processes <= actors);
    List<ActorOrder> orders =
        ActorProcesses.Plan.spread(NamedSettings.of("t"), actors, processes, 7);
    assertEquals(processes, orders.size());
    int next = 0;
    for (ActorOrder order : orders) {
      assertEquals(next, order.firstActorId());
      assertTrue(order.actors() == actors / processes || order.actors() == actors / processes + 1);
      next += order.actors();
    }
    assertEquals(actors, next);
  }
}
