package dev.rookery.testkit.probe;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.environment.Environment;
import dev.rookery.settings.Settings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;

/**
 * Trains an algorithm on the {@link Probe}s, and asserts that it passes them. It acts, stores,
 * learns and acts again on one thread, at the pace that the algorithm wants, so that the same seed
 * gives the same result.
 *
 * <pre>{@code
 * LearnsProbes.of(new MyProvider(), MyConfig.defaults().withDiscount(LearnsProbes.DISCOUNT))
 *     .assertPasses();
 * }</pre>
 *
 * <p>Immutable.
 */
public final class LearnsProbes {

  /** The discount that algorithms must have. */
  public static final double DISCOUNT = 0.9;

  private static final double DISCOUNT_TOLERANCE = 0.02;

  private final Function<AlgorithmContext, Algorithm> algorithm;
  private final Set<Probe> probes;
  private final ProbeRun run;

  private LearnsProbes(
      Function<AlgorithmContext, Algorithm> algorithm, Set<Probe> probes, ProbeRun run) {
    this.algorithm = algorithm;
    this.probes = probes;
    this.run = run;
  }

  /** An algorithm that is made by a function. */
  public static LearnsProbes of(Function<AlgorithmContext, Algorithm> algorithm) {
    return new LearnsProbes(
        algorithm,
        probesFor(EnumSet.of(ProbeCapability.DISCRETE_ACTIONS)),
        new ProbeRun(3_000, 4, 1));
  }

  /**
   * An algorithm with its settings: small networks, and what makes them learn in a few thousand
   * steps.
   *
   * @throws IllegalArgumentException if there is a setting {@code discount}, and it is not {@value
   *     #DISCOUNT}
   */
  public static <C extends Record & AlgorithmConfig> LearnsProbes of(
      AlgorithmProvider<C> provider, C settings) {
    Object discount = Settings.toMap(settings).get("discount");
    if (discount instanceof Number number
        && !(Math.abs(number.doubleValue() - DISCOUNT) < DISCOUNT_TOLERANCE)) {
      throw new IllegalArgumentException(
          "the probes are for the discount %s, not %s".formatted(DISCOUNT, discount));
    }
    return of(context -> provider.create(settings, context));
  }

  /**
   * An algorithm by its name, whose provider is named in a services file.
   *
   * @param settings that differ from its defaults
   * @throws IllegalArgumentException if there is no such algorithm
   */
  public static LearnsProbes of(String name, Map<String, Object> settings) {
    for (AlgorithmProvider<?> provider : ServiceLoader.load(AlgorithmProvider.class)) {
      if (provider.name().equals(name)) {
        return changed(provider, settings);
      }
    }
    throw new IllegalArgumentException("no algorithm '%s' is on the class path".formatted(name));
  }

  private static <C extends Record & AlgorithmConfig> LearnsProbes changed(
      AlgorithmProvider<C> provider, Map<String, Object> settings) {
    return of(provider, Settings.with(provider.defaultSettings(), settings));
  }

  private static Set<Probe> probesFor(Set<ProbeCapability> capabilities) {
    Set<Probe> probes = EnumSet.allOf(Probe.class);
    probes.removeIf(probe -> !capabilities.contains(probe.capability()));
    return probes;
  }

  /** The probes for these actions; those for discrete ones otherwise. */
  public LearnsProbes forActions(Set<ProbeCapability> capabilities) {
    return new LearnsProbes(algorithm, probesFor(capabilities), run);
  }

  /** All probes but one: say beside it why the algorithm is not expected to pass it. */
  public LearnsProbes without(Probe probe) {
    Set<Probe> others = EnumSet.copyOf(probes);
    others.remove(probe);
    return new LearnsProbes(algorithm, others, run);
  }

  /** With another number of environment steps for each probe; 3,000 otherwise. */
  public LearnsProbes withSteps(int steps) {
    return new LearnsProbes(algorithm, probes, new ProbeRun(steps, run.environments(), run.seed()));
  }

  /** With another number of environments; 4 otherwise. */
  public LearnsProbes withEnvironments(int environments) {
    return new LearnsProbes(algorithm, probes, new ProbeRun(run.steps(), environments, run.seed()));
  }

  /** With another seed; 1 otherwise. */
  public LearnsProbes withSeed(long seed) {
    return new LearnsProbes(algorithm, probes, new ProbeRun(run.steps(), run.environments(), seed));
  }

  /** The probes that it is trained on. */
  public Set<Probe> probes() {
    return Set.copyOf(probes);
  }

  /** Makes the algorithm for a probe, as {@link #assertPasses(Probe)} does. */
  Algorithm create(Probe probe) {
    try (Environment environment = probe.create()) {
      return algorithm.apply(
          new AlgorithmContext(
              "Probe" + probe,
              environment.observationSpace(),
              environment.actionSpace(),
              run.seed()));
    }
  }

  /** Asserts that it passes all of them; the message names each that it fails. */
  public void assertPasses() {
    List<String> failures = new ArrayList<>();
    for (Probe probe : probes) {
      try {
        assertPasses(probe);
      } catch (AssertionError e) {
        failures.add(e.getMessage());
      }
    }
    if (!failures.isEmpty()) {
      throw new AssertionError(
          "%s of %s probes failed:%n%s"
              .formatted(
                  failures.size(), probes.size(), String.join(System.lineSeparator(), failures)));
    }
  }

  /** Asserts that it passes one of them. */
  public void assertPasses(Probe probe) {
    try (Algorithm made = create(probe)) {
      double earned = run.train(made, probe).meanReturn();
      if (!probe.passes(earned)) {
        throw new AssertionError(
            "%s: the mean return is %s, not %s: %s"
                .formatted(probe, earned, probe.meanReturn(), probe.meaning()));
      }
    }
  }

  /** The parameters that it learns on a probe. */
  ByteBuffer parameters(Probe probe) {
    try (Algorithm made = create(probe)) {
      return run.train(made, probe).parameters();
    }
  }
}
