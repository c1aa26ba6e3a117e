package dev.rookery.envs.box2d;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanderWindTest {

  private static LunarLanderSettings windy(double power, double turbulence) {
    return new LunarLanderSettings(-10, true, power, turbulence, 1000);
  }

  @Test
  void windPushesAndTurnsTheLanderWithinItsStrength() {
    SplittableRandom random = new SplittableRandom(1);
    double strongest = 0;
    double strongestTurn = 0;
    for (int i = 0; i < 200; i++) {
      LanderWind wind = new LanderWind(20, 2);
      wind.begin(random);
      LanderWorld world = new LanderWorld(-10, LanderTerrain.flat());
      LanderWorld still = new LanderWorld(-10, LanderTerrain.flat());
      wind.blow(world);
      world.advance();
      still.advance();
      strongest = Math.max(strongest, Math.abs(world.velocityX() - still.velocityX()));
      strongestTurn =
          Math.max(strongestTurn, Math.abs(world.angularVelocity() - still.angularVelocity()));
    }
    // In 0.02 s, 20 N accelerate 4.9 kg by 0.08 m/s; the largest tanh is that of nearly 2.
    assertEquals(0.08, strongest, 0.01);
    assertTrue(strongestTurn > 0.01, "turns by " + strongestTurn);
  }

  @Test
  void windIsTheSumOfTwoWaves() {
    MiddleDraws middle = new MiddleDraws();
    LanderWind wind = new LanderWind(10, 0);
    wind.begin(middle); // At time 0, when there is none.
    LanderWorld world = new LanderWorld(-10, LanderTerrain.flat());
    for (int time = 0; time < 30; time++) {
      LanderWorld still = new LanderWorld(-10, LanderTerrain.flat());
      LanderWorld blown = new LanderWorld(-10, LanderTerrain.flat());
      double expected = 10 * Math.tanh(Math.sin(0.02 * time) + Math.sin(Math.PI * 0.01 * time));
      wind.blow(blown);
      still.push(expected, 0);
      blown.advance();
      still.advance();
      assertEquals(still.velocityX(), blown.velocityX(), 1e-7, "time " + time);
    }
    assertEquals(2, middle.draws());
    assertEquals(LanderWorld.WIDTH / 2, world.x());
  }

  @Test
  void windIsDrawnOnlyWhereItIsAskedFor() {
    assertEquals(16, drawsOfReset(LunarLanderSettings.defaults()));
    assertEquals(18, drawsOfReset(windy(15, 1.5)));
  }

  private static int drawsOfReset(LunarLanderSettings settings) {
    MiddleDraws draws = new MiddleDraws();
    new Flight(new LunarLander(settings, seed -> draws)).reset(0);
    return draws.draws();
  }

  /** A force wakes a body up, so a lander in wind that goes on would never come to rest. */
  @Test
  void windStopsWhileALegTouchesTheGround() {
    LunarLander environment = new LunarLander(windy(15, 1.5));
    Flight flight = new Flight(environment);
    long rests = IntStream.range(0, 20).filter(seed -> flight.land(seed).reward() == 100).count();
    assertTrue(rests > 2, rests + " of 20 landers came to rest");
  }
}
