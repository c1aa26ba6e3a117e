package dev.rookery.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The modules by their packages, and what each may depend on: the arrows of the architecture. Every
 * module may use the JDK, the annotations of JSpecify and API Guardian, and its own packages.
 */
enum Modules {
  API(
      List.of(
          "dev.rookery",
          "dev.rookery.algorithm",
          "dev.rookery.checkpoint",
          "dev.rookery.environment",
          "dev.rookery.experience",
          "dev.rookery.internal",
          "dev.rookery.metrics",
          "dev.rookery.parameters",
          "dev.rookery.render",
          "dev.rookery.settings",
          "dev.rookery.training",
          "dev.rookery.transport"),
      List.of()),
  CORE(
      List.of("dev.rookery.core.."),
      List.of(API),
      "ai.djl..",
      "ai.onnxruntime..",
      "ai.onnx.proto..",
      "com.google.protobuf..",
      "com.sun.jna..",
      "org.agrona..",
      "org.slf4j.."),
  DQN(List.of("dev.rookery.dqn.."), List.of(API, CORE)),
  QR_DQN(List.of("dev.rookery.qrdqn.."), List.of(API, CORE)),
  IQN(List.of("dev.rookery.iqn.."), List.of(API, CORE)),
  A3C(List.of("dev.rookery.a3c.."), List.of(API, CORE)),
  DISTRIBUTED_DQN(List.of("dev.rookery.distributeddqn.."), List.of(API, CORE)),
  IMPALA(List.of("dev.rookery.impala.."), List.of(API, CORE)),
  PPO(List.of("dev.rookery.ppo.."), List.of(API, CORE)),
  RAINBOW(List.of("dev.rookery.rainbow.."), List.of(API, CORE)),
  APE_X(List.of("dev.rookery.apex.."), List.of(API, CORE), "ai.djl.."),
  ENVS(
      List.of(
          "dev.rookery.envs",
          "dev.rookery.envs.classic",
          "dev.rookery.envs.minatar",
          "dev.rookery.envs.probe",
          "dev.rookery.envs.text",
          "dev.rookery.envs.wrappers",
          // Tests of the rules break them in these.
          "dev.rookery.envs.accomplice",
          "dev.rookery.envs.violation"),
      List.of(API)),
  ENVS_BOX2D(List.of("dev.rookery.envs.box2d"), List.of(API, ENVS), "org.jbox2d.."),
  TRANSPORT_LOCAL(List.of("dev.rookery.transport.local.."), List.of(API), "org.agrona.."),
  TRANSPORT_AERON(
      List.of("dev.rookery.transport.aeron.."),
      List.of(API),
      "org.agrona..",
      "io.aeron..",
      "org.slf4j.."),
  RUNTIME(
      List.of("dev.rookery.runtime.."),
      List.of(API, CORE),
      "com.google.inject..",
      "com.google.protobuf..",
      "jakarta.inject..",
      "org.agrona..",
      "com.fasterxml.jackson..",
      "org.yaml.snakeyaml..",
      "org.slf4j.."),
  CLI(
      List.of("dev.rookery.cli.."),
      List.of(
          API,
          CORE,
          DQN,
          QR_DQN,
          IQN,
          RAINBOW,
          APE_X,
          ENVS,
          TRANSPORT_LOCAL,
          TRANSPORT_AERON,
          RUNTIME),
      "com.fasterxml.jackson..",
      "javax.imageio..",
      "javax.lang.model..",
      "org.w3c.dom..",
      "picocli..",
      "org.knowm.xchart..",
      "org.slf4j.."),
  TESTKIT(
      List.of("dev.rookery.testkit.."),
      List.of(API),
      "org.junit.jupiter..",
      "org.opentest4j..",
      "net.jqwik..");

  private final List<String> packages;
  private final List<Modules> modules;
  private final List<String> libraries;

  Modules(List<String> packages, List<Modules> modules, String... libraries) {
    this.packages = packages;
    this.modules = modules;
    this.libraries = List.of(libraries);
  }

  /** Its packages, as ArchUnit's patterns. */
  String[] packages() {
    return packages.toArray(String[]::new);
  }

  /** Where its classes may look, as ArchUnit's patterns. */
  String[] mayDependOn() {
    List<String> allowed =
        new ArrayList<>(
            List.of("java..", "com.sun.management..", "org.apiguardian..", "org.jspecify.."));
    allowed.addAll(packages);
    modules.forEach(module -> allowed.addAll(module.packages));
    allowed.addAll(libraries);
    return allowed.toArray(String[]::new);
  }

  /** The packages of all modules. */
  static String[] allPackages() {
    return Stream.of(values()).flatMap(module -> module.packages.stream()).toArray(String[]::new);
  }

  /** The package in which or below which all its packages lie. */
  String root() {
    return packages.get(0).replace("..", "");
  }
}
