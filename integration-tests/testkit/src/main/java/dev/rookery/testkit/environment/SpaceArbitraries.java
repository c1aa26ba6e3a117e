package dev.rookery.testkit.environment;

import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.environment.MultiDiscreteSpace;
import dev.rookery.environment.Space;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitraries of small spaces, for properties that must hold for every space. */
public final class SpaceArbitraries {

  private SpaceArbitraries() {}

  /** Spaces of every kind. */
  public static Arbitrary<Space> spaces() {
    return Arbitraries.oneOf(discrete(), multiDiscrete(), vectors(), images());
  }

  /** Action spaces: spaces of every kind but images. */
  public static Arbitrary<Space> actionSpaces() {
    return Arbitraries.oneOf(discrete(), multiDiscrete(), vectors());
  }

  /** Action spaces that can have masks of legal actions: discrete and multi-discrete ones. */
  public static Arbitrary<Space> maskableSpaces() {
    return Arbitraries.oneOf(discrete(), multiDiscrete());
  }

  /** Discrete spaces of 1 to 20 alternatives. */
  public static Arbitrary<DiscreteSpace> discrete() {
    return Arbitraries.integers().between(1, 20).map(DiscreteSpace::new);
  }

  /** Multi-discrete spaces of 1 to 4 choices among 1 to 20 alternatives each. */
  public static Arbitrary<MultiDiscreteSpace> multiDiscrete() {
    return Arbitraries.integers()
        .between(1, 20)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(MultiDiscreteSpace::new);
  }

  /**
   * Spaces of float32 vectors of 1 to 8 numbers, each with finite bounds of its own between -100
   * and 100.
   */
  public static Arbitrary<BoxSpace> vectors() {
    Arbitrary<Double> bound = Arbitraries.doubles().between(-100, 100).ofScale(4);
    return Combinators.combine(bound, bound)
        .as((a, b) -> new double[] {Math.min(a, b), Math.max(a, b)})
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(
            bounds ->
                BoxSpace.vector(
                    bounds.stream().mapToDouble(b -> b[0]).toArray(),
                    bounds.stream().mapToDouble(b -> b[1]).toArray()));
  }

  /** Spaces of uint8 images of 1 to 6 rows, columns and channels. */
  public static Arbitrary<BoxSpace> images() {
    Arbitrary<Integer> extent = Arbitraries.integers().between(1, 6);
    return Combinators.combine(extent, extent, extent, Arbitraries.integers().between(1, 255))
        .as(Space::image);
  }
}
