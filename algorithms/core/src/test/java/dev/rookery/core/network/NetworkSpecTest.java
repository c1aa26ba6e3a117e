package dev.rookery.core.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.types.Shape;
import dev.rookery.environment.DictSpace;
import dev.rookery.environment.Space;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.settings.SettingsException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkSpecTest {

  private static final Space VECTOR = Space.box(-1, 1, 4);

  private static List<String> names(NetworkSpec spec) {
    return spec.build().parameterLayout().entries().stream()
        .map(entry -> entry.name() + entry.shape())
        .toList();
  }

  @Test
  void parametersAreNamedAfterTheirPlaceInTheNetwork() {
    assertEquals(
        List.of(
            "hidden0.weight[8, 4]",
            "hidden0.bias[8]",
            "hidden1.weight[6, 8]",
            "hidden1.bias[6]",
            "q_values.weight[2, 6]",
            "q_values.bias[2]"),
        names(
            NetworkSpec.forObservations(VECTOR)
                .withHidden(List.of(8, 6))
                .withHeads(new LinearHead("q_values", 2))));
  }

  @Test
  void duelingStreamsHaveParametersOfTheirOwn() {
    assertEquals(
        List.of(
            "q_values.value_hidden.weight[5, 4]",
            "q_values.value_hidden.bias[5]",
            "q_values.value.weight[1, 5]",
            "q_values.value.bias[1]",
            "q_values.advantage_hidden.weight[5, 4]",
            "q_values.advantage_hidden.bias[5]",
            "q_values.advantage.weight[3, 5]",
            "q_values.advantage.bias[3]"),
        names(NetworkSpec.forObservations(VECTOR).withHeads(new DuelingHead("q_values", 3, 5))));
    assertEquals(
        List.of(
            "q.value.weight[1, 4]",
            "q.value.bias[1]",
            "q.advantage.weight[3, 4]",
            "q.advantage.bias[3]"),
        names(NetworkSpec.forObservations(VECTOR).withHeads(new DuelingHead("q", 3, 0))));
  }

  @Test
  void smallImagesGetTheNetworkOfMinAtar() {
    assertEquals(
        List.of(
            "convolution0.weight[16, 4, 3, 3]",
            "convolution0.bias[16]",
            "hidden0.weight[128, 1024]",
            "hidden0.bias[128]",
            "q_values.weight[6, 128]",
            "q_values.bias[6]"),
        names(
            NetworkSpec.forObservations(Space.image(10, 10, 4, 1))
                .withHidden(List.of(128))
                .withHeads(new LinearHead("q_values", 6))));
  }

  @Test
  void largeImagesGetTheNetworkOfTheNaturePaper() {
    ParameterLayout layout =
        NetworkSpec.forObservations(Space.image(84, 84, 4, 255))
            .withHidden(List.of(512))
            .withHeads(new LinearHead("q_values", 18))
            .build()
            .parameterLayout();
    assertEquals(List.of(512L, 3136L), layout.entries().get(6).shape());
    assertEquals(1_693_362, layout.size());
  }

  @Test
  void imagesAreTakenAsVectorsWhenThereAreNoConvolutions() {
    assertEquals(
        List.of("v.weight[1, 400]", "v.bias[1]"),
        names(
            NetworkSpec.forObservations(Space.image(10, 10, 4, 1))
                .withConvolutions(List.of())
                .withHeads(new LinearHead("v", 1))));
  }

  private static final DictSpace PARTS =
      Space.dict("camera", Space.image(84, 84, 1, 255))
          .and("gear", Space.discrete(3))
          .and("map", Space.image(10, 10, 4, 1));

  /** Each image gets what it would get alone: 3,136 and 1,024 features, beside 3 choices. */
  @Test
  void eachPartIsEncodedOnItsOwn() {
    List<String> names =
        names(NetworkSpec.forObservations(PARTS).withHeads(new LinearHead("q_values", 6)));
    assertEquals(
        List.of(
            "observation.camera.convolution0.weight[32, 1, 8, 8]",
            "observation.camera.convolution0.bias[32]",
            "observation.camera.convolution1.weight[64, 32, 4, 4]",
            "observation.camera.convolution1.bias[64]",
            "observation.camera.convolution2.weight[64, 64, 3, 3]",
            "observation.camera.convolution2.bias[64]",
            "observation.map.convolution0.weight[16, 4, 3, 3]",
            "observation.map.convolution0.bias[16]",
            "q_values.weight[6, 4163]",
            "q_values.bias[6]"),
        names);
  }

  @Test
  void thereIsAnInputForEachPartThenTheOthers() {
    Network network =
        NetworkSpec.forObservations(PARTS)
            .withActionInputs(2)
            .withNoise(0.5)
            .withHeads(new LinearHead("q_values", 6))
            .build();
    assertEquals(
        List.of("observation.camera", "observation.gear", "observation.map", "action", "noise"),
        network.inputs().stream().map(NetworkInput::name).toList());
  }

  @Test
  void convolutionsAreForThePartsThatHaveThreeDimensions() {
    List<Convolution> one = List.of(new Convolution(2, 3, 3));
    assertEquals(
        List.of(one, List.of(), one),
        NetworkSpec.forObservations(PARTS).withConvolutions(one).convolutions());
    assertEquals(
        List.of(List.of(), List.of(), List.of()),
        NetworkSpec.forObservations(PARTS).withConvolutions(List.of()).convolutions());
    NetworkSpec without = NetworkSpec.forObservations(Space.dict("gear", Space.discrete(3)));
    assertThrows(SettingsException.class, () -> without.withConvolutions(one));
  }

  @Test
  void headsShareOneOutput() {
    Network network =
        NetworkSpec.forObservations(VECTOR)
            .withHeads(new LinearHead("policy", 3), new LinearHead("value", 1))
            .build();
    Shape[] shapes = network.getOutputShapes(new Shape[] {new Shape(5, 4)});
    assertEquals(List.of(new Shape(5, 4)), List.of(shapes));
    assertEquals(new OutputRange(0, 3, 4), network.range("policy"));
    assertEquals(new OutputRange(3, 1, 4), network.range("value"));
  }

  @Test
  void impossibleNetworksAreRefused() {
    NetworkSpec spec = NetworkSpec.forObservations(VECTOR);
    assertThrows(SettingsException.class, () -> spec.withHidden(List.of(64, 0)));
    assertThrows(
        SettingsException.class,
        () -> spec.withHeads(new LinearHead("q", 1), new LinearHead("q", 2)));
    assertThrows(SettingsException.class, () -> spec.withConvolutions(Convolution.MIN_ATAR));
    assertThrows(SettingsException.class, () -> new Convolution(0, 3, 1));
    String message =
        assertThrows(
                SettingsException.class,
                () ->
                    NetworkSpec.forObservations(Space.image(10, 10, 3, 255))
                        .withConvolutions(Convolution.NATURE)
                        .build())
            .getMessage();
    assertEquals(
        "a convolution with a kernel of 4 pixels does not fit on 1 pixels; use a smaller kernel or"
            + " fewer convolutions",
        message);
  }
}
