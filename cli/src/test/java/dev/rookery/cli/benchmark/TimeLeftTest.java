package dev.rookery.cli.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.Given;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TimeLeftTest {

  private static final List<PlannedRun> PLAN =
      Plans.of(
          List.of("dqn", "ape-x"),
          List.of("CartPole-v1", "Acrobot-v1"),
          List.of(1L),
          ConfigLayer.EMPTY.withRun(Given.of(Map.of("steps", 1000))));
  private static final PlannedRun DQN_ON_CART_POLE = PLAN.get(0);
  private static final PlannedRun APE_X_ON_CART_POLE = PLAN.get(1);
  private static final PlannedRun DQN_ON_ACROBOT = PLAN.get(2);

  @Test
  void beforeARunHasEndedNothingIsKnown() {
    assertEquals(OptionalDouble.empty(), new TimeLeft().seconds(PLAN));
  }

  @Test
  void runsTakeAsLongAsThoseThatAreMostAlike() {
    TimeLeft left = new TimeLeft();
    left.ended(DQN_ON_CART_POLE, 2000, 20); // 10 ms a step
    assertEquals(40, left.seconds(PLAN).orElseThrow(), 1e-9);
    left.ended(APE_X_ON_CART_POLE, 1000, 40); // 40 ms a step; both: 60 s for 3000 steps
    assertEquals(10, left.seconds(List.of(DQN_ON_CART_POLE)).orElseThrow(), 1e-9);
    assertEquals(40, left.seconds(List.of(APE_X_ON_CART_POLE)).orElseThrow(), 1e-9);
    assertEquals(20, left.seconds(List.of(DQN_ON_ACROBOT)).orElseThrow(), 1e-9);
    left.ended(DQN_ON_ACROBOT, 1000, 7);
    assertEquals(7 + 7 + 10 + 40, left.seconds(PLAN).orElseThrow(), 1e-9);
    assertEquals(0, left.seconds(List.of()).orElseThrow());
  }
}
