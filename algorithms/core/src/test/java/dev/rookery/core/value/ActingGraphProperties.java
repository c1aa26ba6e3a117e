package dev.rookery.core.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.rookery.core.loss.CosineEmbedding;
import dev.rookery.core.loss.QuantileQLearning;
import dev.rookery.core.loss.RiskMeasure;
import dev.rookery.core.network.Activation;
import dev.rookery.core.network.BoundNetwork;
import dev.rookery.core.network.Convolution;
import dev.rookery.core.network.FactorisedNoise;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.network.RandomInput;
import dev.rookery.core.onnx.Exports;
import dev.rookery.core.onnx.OnnxBody;
import dev.rookery.core.onnx.OnnxNetwork;
import dev.rookery.environment.Space;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * What ONNX Runtime computes for acting are the values that the learner computes: the network in
 * DJL, then {@link QLoss#values} in Java.
 */
class ActingGraphProperties {

  private static final float TOLERANCE = 1e-5f;

  @Provide
  Arbitrary<QFunction> qFunctions() {
    Arbitrary<Integer> few = Arbitraries.integers().between(1, 8);
    Arbitrary<RiskMeasure> risks =
        Arbitraries.of(
            new RiskMeasure.Neutral(),
            new RiskMeasure.Cvar(0.25),
            new RiskMeasure.Cpw(),
            new RiskMeasure.Wang(-0.75));
    return Arbitraries.oneOf(
        Arbitraries.just(new ScalarQ(1)),
        Combinators.combine(
                Arbitraries.integers().between(2, 20), Arbitraries.doubles().between(-20, 0))
            .as((atoms, low) -> new CategoricalQ(atoms, low, low + 10)),
        Arbitraries.just(new CategoricalQ(5, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)),
        few.map(quantiles -> new QuantileQ(quantiles, 1)),
        Combinators.combine(few, few, risks)
            .as((acting, cosines, risk) -> new ImplicitQuantileQ(3, 2, acting, cosines, 1, risk)));
  }

  /** Networks without heads, noisy or not. */
  @Provide
  Arbitrary<NetworkSpec> bases() {
    Arbitrary<NetworkSpec> images =
        Arbitraries.of(
                List.of(new Convolution(3, 3, 2)),
                List.of(new Convolution(4, 3, 1), new Convolution(2, 2, 1)))
            .map(
                layers ->
                    NetworkSpec.forObservations(Space.image(6, 7, 2, 255))
                        .withConvolutions(layers));
    Arbitrary<NetworkSpec> vectors =
        Arbitraries.of(
                Space.box(-2, 2, 4),
                Space.box(-2, 2, 2, 3),
                Space.discrete(7),
                Space.multiDiscrete(3, 5),
                Space.dict("image", Space.image(5, 5, 1, 255)).and("speed", Space.box(-1, 1, 2)))
            .map(NetworkSpec::forObservations);
    return Combinators.combine(
            Arbitraries.oneOf(images, vectors),
            Arbitraries.integers().between(1, 24).list().ofMaxSize(2),
            Arbitraries.of(Activation.class),
            Arbitraries.of(0.0, 0.5))
        .as(
            (base, hidden, activation, sigma) ->
                base.withHidden(hidden).withActivation(activation).withNoise(sigma));
  }

  @Provide
  Arbitrary<Integer> streams() {
    return Arbitraries.of(-1, 0, 6);
  }

  @Property(tries = 150)
  void exploringAndGreedyTheGraphGivesTheValuesOfTheLoss(
      @ForAll("qFunctions") QFunction q,
      @ForAll("bases") NetworkSpec base,
      @ForAll("streams") int duelingUnits,
      @ForAll @IntRange(min = 1, max = 4) int actions,
      @ForAll @IntRange(min = 1, max = 4) int batch,
      @ForAll boolean legalActions,
      @ForAll long seed) {
    Network network = q.addTo(base, actions, duelingUnits).build();
    ByteBuffer observations = Exports.observations(base.observationSpace(), batch, seed);
    ByteBuffer masks = legalActions ? masks(batch, actions, seed) : null;
    ActingGraph graph = new ActingGraph(q, network, actions, legalActions);
    try (BoundNetwork bound = new BoundNetwork(network, randomValues(network, seed))) {
      Acting exploring = new Acting(bound, network, graph::addExploring, batch);
      Acting greedy = new Acting(bound, network, graph::addGreedy, batch);
      try (exploring;
          greedy) {
        QLoss loss = q.createLoss(batch, actions);
        float[] expected = new float[batch * actions];
        SplittableRandom random = new SplittableRandom(seed);

        for (boolean shared : new boolean[] {false, true}) {
          List<float[]> drawn = exploring.draw(q, shared, random);
          float[] outputs = bound.forward(observations, batch, drawn);
          loss.values(QLoss.Pass.SELECTION, outputs, expected);
          assertValues(expected, exploring.run(observations, masks), masks);
        }

        float[] outputs = bound.forward(observations, batch, greedyInputs(q));
        loss.values(QLoss.Pass.SELECTION, outputs, expected);
        assertValues(expected, greedy.run(observations, masks), masks);
      }
    }
  }

  /** Uniform weights, also for deviations; constants have their first values. */
  private static float[] randomValues(Network network, long seed) {
    ParameterLayout layout = network.parameterLayout();
    float[] values = Initializers.firstValues(network, seed);
    float[] weights = Initializers.uniform(layout, seed);
    System.arraycopy(weights, 0, values, 0, layout.trainedSize());
    return values;
  }

  /** The middles of equal parts, distorted: what a greedy policy has in place of samples. */
  private static List<float[]> greedyInputs(QFunction q) {
    if (!(q instanceof ImplicitQuantileQ implicit)) {
      return List.of();
    }
    float[] levels = QuantileQLearning.midpoints(implicit.actingSamples());
    for (int k = 0; k < levels.length; k++) {
      levels[k] = (float) implicit.risk().distort(levels[k]);
    }
    float[] cosines = new float[levels.length * implicit.cosines()];
    CosineEmbedding.cosines(levels, implicit.cosines(), cosines);
    return List.of(cosines);
  }

  /** Which actions are legal, the first one always. */
  private static ByteBuffer masks(int batch, int actions, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ByteBuffer masks = DirectBuffers.allocate(batch * actions);
    for (int i = 0; i < batch * actions; i++) {
      masks.put(i, (byte) (i % actions == 0 ? 1 : random.nextInt(2)));
    }
    return masks;
  }

  private static void assertValues(float[] expected, float[] actual, ByteBuffer masks) {
    float largest = 1;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    float[] legal = expected.clone();
    for (int i = 0; masks != null && i < legal.length; i++) {
      legal[i] = masks.get(i) == 0 ? ActingGraph.ILLEGAL : legal[i];
    }
    assertArrayEquals(legal, actual, TOLERANCE * largest);
  }

  /** A graph in ONNX Runtime. */
  private static final class Acting implements AutoCloseable {

    private final Network network;
    private final OnnxNetwork onnx;
    private final int batch;

    Acting(BoundNetwork bound, Network network, OnnxBody body, int batch) {
      this.network = network;
      this.batch = batch;
      onnx = new OnnxNetwork(network.exporter().actingModel(body), bound.layout(), batch);
      onnx.update(bound.snapshot(1));
    }

    /**
     * Draws the inputs besides the observations.
     *
     * @param shared whether all examples have the same noise
     * @return the same values, for DJL
     */
    List<float[]> draw(QFunction q, boolean shared, SplittableRandom random) {
      List<float[]> drawn = new ArrayList<>();
      for (RandomInput source : q.exploringInputs()) {
        float[] values = new float[batch * source.input().size()];
        source.draw(values, random);
        onnx.input(source.input().name()).put(0, values);
        drawn.add(values);
      }
      int size = network.noiseSize();
      if (size > 0) {
        float[] noise = new float[(shared ? 1 : batch) * size];
        new FactorisedNoise(size).draw(noise, random);
        for (int row = 0; row < batch; row++) {
          onnx.input(Network.NOISE).put(row * size, noise, shared ? 0 : row * size, size);
        }
        drawn.add(noise);
      }
      return drawn;
    }

    float[] run(ByteBuffer observations, ByteBuffer masks) {
      if (masks == null) {
        onnx.run(observations);
      } else {
        onnx.run(observations, masks);
      }
      float[] values = new float[onnx.output(QFunction.HEAD).capacity()];
      onnx.output(QFunction.HEAD).get(0, values);
      return values;
    }

    @Override
    public void close() {
      onnx.close();
    }
  }
}
