package dev.rookery.core.returns;

import dev.rookery.testkit.returns.ReturnContract;
import dev.rookery.testkit.returns.Trajectory;
import net.jqwik.api.Group;

/** n-step returns, and generalized advantages, which are n-step returns for λ 0 and 1. */
class NStepContractTest {

  @Group
  class OneStep extends NStepReturns {
    OneStep() {
      super(1);
    }
  }

  @Group
  class ThreeSteps extends NStepReturns {
    ThreeSteps() {
      super(3);
    }
  }

  abstract static class NStepReturns extends ReturnContract {

    private final int window;

    NStepReturns(int window) {
      this.window = window;
    }

    @Override
    protected int window() {
      return window;
    }

    @Override
    protected double[] targets(Trajectory trajectory) {
      int length = trajectory.length();
      double[] rewards = new double[length];
      for (int t = 0; t < length; t++) {
        rewards[t] = trajectory.rewards()[t];
      }
      double[] targets = new double[length];
      double[] discounts = new double[length];
      int[] bootstraps = new int[length];
      NStep.compute(
          rewards,
          trajectory.terminated(),
          trajectory.truncated(),
          window,
          discount(),
          targets,
          discounts,
          bootstraps);
      for (int t = 0; t < length; t++) {
        targets[t] += discounts[t] * trajectory.nextValues()[bootstraps[t] - 1];
      }
      return targets;
    }
  }

  /** All steps that there are. */
  @Group
  class AdvantagesWithLambdaOne extends Advantages {
    AdvantagesWithLambdaOne() {
      super(1, 1000);
    }
  }

  @Group
  class AdvantagesWithLambdaZero extends Advantages {
    AdvantagesWithLambdaZero() {
      super(0, 1);
    }
  }

  abstract static class Advantages extends ReturnContract {

    private final double lambda;
    private final int window;

    Advantages(double lambda, int window) {
      this.lambda = lambda;
      this.window = window;
    }

    @Override
    protected int window() {
      return window;
    }

    @Override
    protected double[] targets(Trajectory trajectory) {
      int length = trajectory.length();
      float[] discounts = new float[length];
      byte[] ended = new byte[length];
      float[] values = new float[length];
      for (int t = 0; t < length; t++) {
        discounts[t] = trajectory.terminated()[t] ? 0 : (float) discount();
        ended[t] = (byte) (trajectory.ended(t) ? 1 : 0);
        values[t] = t == 0 || trajectory.ended(t - 1) ? 0.5f : trajectory.nextValues()[t - 1];
      }
      float[] targets = new float[length];
      GeneralizedAdvantage.compute(
          trajectory.rewards(),
          discounts,
          ended,
          values,
          trajectory.nextValues(),
          lambda,
          0,
          length,
          new float[length],
          targets);
      double[] result = new double[length];
      for (int t = 0; t < length; t++) {
        result[t] = targets[t];
      }
      return result;
    }
  }
}
