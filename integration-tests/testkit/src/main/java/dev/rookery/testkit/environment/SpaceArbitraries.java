package dev.rookery.testkit.environment;

import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.DictSpace;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.environment.MultiDiscreteSpace;
import dev.rookery.environment.Space;
import dev.rookery.environment.TensorSpace;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitraries of small spaces, for properties that must hold for every space. */
public final class SpaceArbitraries {

  private SpaceArbitraries() {}

  /** Spaces of every kind, with named parts or without. */
  public static Arbitrary<Space> spaces() {
    return Arbitraries.oneOf(tensors(), dicts());
  }

  /** Spaces of every kind without named parts. */
  public static Arbitrary<TensorSpace> tensors() {
    return Arbitraries.oneOf(discrete(), multiDiscrete(), vectors(), images());
  }

  /** Spaces of 1 to 4 named parts. */
  public static Arbitrary<DictSpace> dicts() {
    return tensors()
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .flatMap(
            parts ->
                Arbitraries.strings()
                    .withCharRange('a', 'z')
                    .withChars("ABC_")
                    .ofMinLength(1)
                    .ofMaxLength(8)
                    .list()
                    .uniqueElements()
                    .ofSize(parts.size())
                    .map(names -> dict(names, parts)));
  }

  private static DictSpace dict(List<String> names, List<TensorSpace> parts) {
    DictSpace dict = Space.dict(names.get(0), parts.get(0));
    for (int i = 1; i < parts.size(); i++) {
      dict = dict.and(names.get(i), parts.get(i));
    }
    return dict;
  }

  /** Action spaces: spaces of every kind but images, without named parts. */
  public static Arbitrary<TensorSpace> actionSpaces() {
    return Arbitraries.oneOf(discrete(), multiDiscrete(), vectors());
  }

  /** Action spaces that can have masks of legal actions: discrete and multi-discrete ones. */
  public static Arbitrary<TensorSpace> maskableSpaces() {
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
