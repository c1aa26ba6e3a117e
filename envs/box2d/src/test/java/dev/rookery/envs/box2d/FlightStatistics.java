package dev.rookery.envs.box2d;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.SeededRandom;
import dev.rookery.environment.Action;
import dev.rookery.environment.ActionSampler;
import dev.rookery.environment.Step;
import dev.rookery.envs.wrappers.TimeLimit;
import java.util.Arrays;

/** Returns, lengths and ends of a policy's episodes. */
final class FlightStatistics {

  private final double[] returns;
  private double steps;
  private double crashes;
  private double rests;

  private FlightStatistics(int episodes) {
    returns = new double[episodes];
  }

  /** Flies so many episodes, by the heuristic controller or with random actions. */
  static FlightStatistics of(JsonNode options, boolean heuristic, int episodes) {
    FlightStatistics statistics = new FlightStatistics(episodes);
    SeededRandom random = new SeededRandom(1);
    LunarLanderDynamics lander = GoldenSettings.open(options, random);
    ActionSampler sampler = new ActionSampler(1);
    try (TimeLimit environment =
        new TimeLimit(lander, LunarLanderSettings.defaults().maxEpisodeSteps())) {
      Action action = new Action(environment.actionSpace());
      Step step = Step.of(environment.observationSpace());
      for (int i = 0; i < episodes; i++) {
        step.clear();
        environment.reset(i, step.observation());
        while (!step.ended()) {
          if (heuristic) {
            HeuristicPilot.act(step.observation(), action);
          } else {
            sampler.sample(action);
          }
          step.clear();
          environment.step(action, step);
          statistics.returns[i] += step.reward();
          statistics.steps++;
        }
        statistics.crashes += lander.world().crashed() ? 1 : 0;
        statistics.rests += lander.world().asleep() ? 1 : 0;
      }
    }
    Arrays.sort(statistics.returns);
    return statistics;
  }

  /** The statistic that the golden data know by this name. */
  double named(String name) {
    double episodes = returns.length;
    return switch (name) {
      case "return_mean" -> Arrays.stream(returns).average().orElseThrow();
      case "return_median" -> (returns[(returns.length - 1) / 2] + returns[returns.length / 2]) / 2;
      case "length_mean" -> steps / episodes;
      case "share_return_ge_200" ->
          Arrays.stream(returns).filter(value -> value >= 200).count() / episodes;
      case "share_crash" -> crashes / episodes;
      case "share_asleep" -> rests / episodes;
      default -> throw new AssertionError("unknown statistic " + name);
    };
  }
}
