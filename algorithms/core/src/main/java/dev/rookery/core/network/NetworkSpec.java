package dev.rookery.core.network;

import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.Space;
import dev.rookery.environment.SpacePart;
import dev.rookery.environment.TensorSpace;
import dev.rookery.settings.SettingsException;
import java.util.List;

/**
 * What a {@link Network} is made of: an encoder for the observations, convolutions if they are
 * images, hidden dense layers, and heads. A value with {@code with…} methods; start at {@link
 * #forObservations}.
 *
 * @param observationSpace what the network sees
 * @param actionInputs how many numbers of an action the network sees besides the observation, each
 *     from -1 to 1; 0 for none. They join the features of the observation before the dense layers
 * @param convolutions for each part of the observation, in order, those applied to it first; none
 *     to take even an image as one vector
 * @param hidden the sizes of the dense layers that all heads share; may be empty
 * @param activation of all layers but the last of each head
 * @param heads the ranges of the output, in order; names are unique
 * @param noiseSigma first deviations of noisy dense layers, times the square root of a layer's
 *     inputs; 0: dense layers have no noise
 * @param quantileSamples how many quantile levels the exported network takes for each observation;
 *     0: it takes none. They multiply the features before the last hidden layer, or after it where
 *     it is the only one and nothing but the raw observation comes before it
 * @param quantileCosines how many cosines each level has
 * @param constants vectors that travel with the parameters
 * @param normalized whether boxes that are no images are normalised; see {@link NormalizationLayer}
 */
public record NetworkSpec(
    Space observationSpace,
    int actionInputs,
    List<List<Convolution>> convolutions,
    List<Integer> hidden,
    Activation activation,
    List<Head> heads,
    double noiseSigma,
    int quantileSamples,
    int quantileCosines,
    List<Constant> constants,
    boolean normalized) {

  /** The largest image, in pixels, that gets the convolutions of MinAtar. */
  private static final int SMALL_IMAGE = 24;

  /**
   * Checks the parts.
   *
   * @throws SettingsException if a hidden size is below 1, two heads share a name, or there are
   *     convolutions for what is no image
   * @throws IllegalArgumentException if a number is below 0, or there are not as many lists of
   *     convolutions as parts
   */
  public NetworkSpec {
    convolutions = convolutions.stream().map(List::copyOf).toList();
    hidden = List.copyOf(hidden);
    heads = List.copyOf(heads);
    constants = List.copyOf(constants);
    if (actionInputs < 0 || !(noiseSigma >= 0) || quantileSamples < 0 || quantileCosines < 0) {
      throw new IllegalArgumentException(
          "a network's numbers of inputs and its noise are at least 0, not %s, %s, %s and %s"
              .formatted(actionInputs, quantileSamples, quantileCosines, noiseSigma));
    }
    if (hidden.stream().anyMatch(units -> units < 1)) {
      throw new SettingsException("a hidden layer needs at least 1 unit, not " + hidden);
    }
    if (heads.stream().map(Head::name).distinct().count() < heads.size()) {
      throw new SettingsException("two outputs of a network have one name: " + heads);
    }
    List<SpacePart> parts = observationSpace.parts();
    if (convolutions.size() != parts.size()) {
      throw new IllegalArgumentException(
          "%s lists of convolutions for the %s parts of %s"
              .formatted(convolutions.size(), parts.size(), observationSpace));
    }
    for (int i = 0; i < parts.size(); i++) {
      if (!convolutions.get(i).isEmpty() && !hasThreeDimensions(parts.get(i))) {
        throw noImage(parts.get(i).space());
      }
    }
  }

  /**
   * A network without hidden layers and heads yet, with ReLU. Images get convolutions, each named
   * part for itself: MinAtar's if neither height nor width is above 24 pixels, those of the Nature
   * paper if larger.
   */
  public static NetworkSpec forObservations(Space space) {
    return new NetworkSpec(
        space,
        0,
        space.parts().stream().map(part -> convolutionsFor(part.space())).toList(),
        List.of(),
        Activation.RELU,
        List.of(),
        0,
        0,
        0,
        List.of(),
        false);
  }

  private static boolean hasThreeDimensions(SpacePart part) {
    return part.space().shape().size() == 3;
  }

  private static SettingsException noImage(Space space) {
    return new SettingsException(
        "convolutions need observations [height, width, channels], not " + space);
  }

  private static List<Convolution> convolutionsFor(TensorSpace space) {
    if (!(space instanceof BoxSpace box) || !box.isImage()) {
      return List.of();
    }
    int largest = Math.max(box.shape().get(0), box.shape().get(1));
    return largest <= SMALL_IMAGE ? Convolution.MIN_ATAR : Convolution.NATURE;
  }

  /** How many hidden layers come before the quantile levels. */
  int layersBeforeQuantiles() {
    boolean rawFeatures = convolutions.stream().allMatch(List::isEmpty);
    return rawFeatures && hidden.size() == 1 ? 1 : Math.max(0, hidden.size() - 1);
  }

  /** For pairs of an observation and an action of so many numbers. */
  public NetworkSpec withActionInputs(int numbers) {
    return new NetworkSpec(
        observationSpace,
        numbers,
        convolutions,
        hidden,
        activation,
        heads,
        noiseSigma,
        quantileSamples,
        quantileCosines,
        constants,
        normalized);
  }

  /**
   * With other convolutions, the same for every part with three dimensions; none takes an image as
   * one vector.
   *
   * @throws SettingsException if there is no such part
   */
  public NetworkSpec withConvolutions(List<Convolution> layers) {
    List<SpacePart> parts = observationSpace.parts();
    if (!layers.isEmpty() && parts.stream().noneMatch(NetworkSpec::hasThreeDimensions)) {
      throw noImage(observationSpace);
    }
    return new NetworkSpec(
        observationSpace,
        actionInputs,
        parts.stream()
            .map(part -> hasThreeDimensions(part) ? layers : List.<Convolution>of())
            .toList(),
        hidden,
        activation,
        heads,
        noiseSigma,
        quantileSamples,
        quantileCosines,
        constants,
        normalized);
  }

  /** With hidden layers of these sizes. */
  public NetworkSpec withHidden(List<Integer> sizes) {
    return new NetworkSpec(
        observationSpace,
        actionInputs,
        convolutions,
        sizes,
        activation,
        heads,
        noiseSigma,
        quantileSamples,
        quantileCosines,
        constants,
        normalized);
  }

  /** With another activation. */
  public NetworkSpec withActivation(Activation function) {
    return new NetworkSpec(
        observationSpace,
        actionInputs,
        convolutions,
        hidden,
        function,
        heads,
        noiseSigma,
        quantileSamples,
        quantileCosines,
        constants,
        normalized);
  }

  /** With these heads. */
  public NetworkSpec withHeads(Head... ranges) {
    return new NetworkSpec(
        observationSpace,
        actionInputs,
        convolutions,
        hidden,
        activation,
        List.of(ranges),
        noiseSigma,
        quantileSamples,
        quantileCosines,
        constants,
        normalized);
  }

  /** With noisy dense layers (Fortunato et al. 2018), or with ordinary ones where it is 0. */
  public NetworkSpec withNoise(double sigma) {
    return new NetworkSpec(
        observationSpace,
        actionInputs,
        convolutions,
        hidden,
        activation,
        heads,
        sigma,
        quantileSamples,
        quantileCosines,
        constants,
        normalized);
  }

  /** With an embedding of sampled quantile levels (Dabney et al. 2018). */
  public NetworkSpec withQuantiles(int samples, int cosines) {
    return new NetworkSpec(
        observationSpace,
        actionInputs,
        convolutions,
        hidden,
        activation,
        heads,
        noiseSigma,
        samples,
        cosines,
        constants,
        normalized);
  }

  /** With these constants. */
  public NetworkSpec withConstants(Constant... vectors) {
    return new NetworkSpec(
        observationSpace,
        actionInputs,
        convolutions,
        hidden,
        activation,
        heads,
        noiseSigma,
        quantileSamples,
        quantileCosines,
        List.of(vectors),
        normalized);
  }

  /** With boxes normalised by constants that a learner writes. */
  public NetworkSpec withNormalizedObservations() {
    return new NetworkSpec(
        observationSpace,
        actionInputs,
        convolutions,
        hidden,
        activation,
        heads,
        noiseSigma,
        quantileSamples,
        quantileCosines,
        constants,
        true);
  }

  /**
   * Makes the network. Needs no engine, and gives the parameters no memory.
   *
   * @throws SettingsException if a convolution does not fit on its input
   */
  public Network build() {
    return new Network(this);
  }
}
