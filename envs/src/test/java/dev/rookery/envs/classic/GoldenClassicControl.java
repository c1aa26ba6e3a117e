package dev.rookery.envs.classic;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.envs.golden.GoldenEnvironment;
import dev.rookery.envs.golden.GoldenNumbers;
import java.util.Optional;
import java.util.function.DoublePredicate;

/** Classic control as the golden test drives it. */
public final class GoldenClassicControl implements GoldenEnvironment {

  private final ClassicControl environment;
  private final Record settings;

  private GoldenClassicControl(ClassicControl environment, Record settings) {
    this.environment = environment;
    this.settings = settings;
  }

  /** The environment of these settings, if they are of one of this package. */
  public static Optional<GoldenEnvironment> of(Record settings) {
    ClassicControl environment = null;
    if (settings instanceof CartPole.Settings own) {
      environment = new CartPole(own);
    } else if (settings instanceof MountainCar.Settings own) {
      environment = new MountainCar(own);
    } else if (settings instanceof MountainCarContinuous.Settings own) {
      environment = new MountainCarContinuous(own);
    } else if (settings instanceof Acrobot.Settings own) {
      environment = new Acrobot(own);
    } else if (settings instanceof Pendulum.Settings own) {
      environment = new Pendulum(own);
    }
    return environment == null
        ? Optional.empty()
        : Optional.of(new GoldenClassicControl(environment, settings));
  }

  @Override
  public Environment environment() {
    return environment;
  }

  @Override
  public void restore(JsonNode state) {
    environment.restore(numbers(state));
  }

  @Override
  public void observe(Observation observation) {
    environment.observe(observation);
  }

  @Override
  public double[] state() {
    return environment.state.clone();
  }

  @Override
  public double[] numbers(JsonNode state) {
    return GoldenNumbers.doubles(state);
  }

  @Override
  public Tolerance tolerance() {
    return environment instanceof MountainCarContinuous ? Tolerance.FLOAT : Tolerance.DOUBLE;
  }

  /** Explicit Euler adds the old velocities, which no sine has touched. */
  @Override
  public boolean isStateExact(int index) {
    return settings instanceof CartPole.Settings own
        && own.kinematicsIntegrator() == CartPole.KinematicsIntegrator.EULER
        && index % 2 == 0;
  }

  @Override
  public boolean isObservationExact(int index) {
    return isStateExact(index);
  }

  /** Gymnasium squares with the C library's pow here, which rounds otherwise once in a while. */
  @Override
  public boolean isRewardExact() {
    return !(environment instanceof Pendulum);
  }

  @Override
  public void checkReachableByReset(JsonNode state, String where) {
    double[] values = numbers(state);
    if (settings instanceof CartPole.Settings own) {
      checkEach(values, v -> own.resetLow() <= v && v < own.resetHigh(), where);
    } else if (settings instanceof Acrobot.Settings own) {
      checkEach(
          values,
          v -> v == (float) v && (float) own.resetLow() <= v && v <= (float) own.resetHigh(),
          where);
    } else if (settings instanceof MountainCar.Settings own) {
      checkCar(values, own.resetLow(), own.resetHigh(), where);
    } else if (settings instanceof MountainCarContinuous.Settings own) {
      checkCar(values, own.resetLow(), own.resetHigh(), where);
    } else if (settings instanceof Pendulum.Settings own) {
      assertTrue(Math.abs(values[0]) <= own.resetAngle(), where);
      assertTrue(Math.abs(values[1]) <= own.resetVelocity(), where);
    }
  }

  @Override
  public int freeRunLimit(String policy) {
    boolean unstable =
        environment instanceof CartPole && policy.startsWith("balance")
            || environment instanceof Pendulum && policy.startsWith("swing_up");
    return unstable ? 100 : Integer.MAX_VALUE;
  }

  private static void checkCar(double[] values, double low, double high, String where) {
    assertTrue(low <= values[0] && values[0] < high && values[1] == 0, where);
  }

  private static void checkEach(double[] values, DoublePredicate inside, String where) {
    for (double value : values) {
      assertTrue(inside.test(value), () -> where + ": " + value + " cannot come from a reset");
    }
  }
}
