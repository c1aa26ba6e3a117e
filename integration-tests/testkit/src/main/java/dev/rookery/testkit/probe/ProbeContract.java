package dev.rookery.testkit.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.settings.SettingsException;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A test for each {@link Probe}, and one that the same seed learns the same, as a test class to
 * extend. Probes for actions that the algorithm cannot learn are tested to be refused in one line.
 *
 * <pre>{@code
 * class MyProbesTest extends ProbeContract {
 *   @Override
 *   protected LearnsProbes algorithm() {
 *     return LearnsProbes.of(new MyProvider(), MyConfig.defaults().withDiscount(0.9));
 *   }
 * }
 * }</pre>
 */
@Timeout(300)
public abstract class ProbeContract {

  /** The algorithm under test; {@link LearnsProbes#forActions} has no effect here. */
  protected abstract LearnsProbes algorithm();

  /** Which actions it learns: discrete ones unless overridden. */
  protected Set<ProbeCapability> capabilities() {
    return EnumSet.of(ProbeCapability.DISCRETE_ACTIONS);
  }

  @ParameterizedTest
  @EnumSource
  public void theProbeIsPassedOrDeclined(Probe probe) {
    if (capabilities().contains(probe.capability())) {
      algorithm().assertPasses(probe);
      return;
    }
    SettingsException refused =
        assertThrows(
            SettingsException.class,
            () -> algorithm().create(probe).close(),
            () -> "not refused: declare " + probe.capability());
    assertEquals(1, String.valueOf(refused.getMessage()).lines().count(), refused.getMessage());
  }

  @Test
  public void theSameSeedGivesTheSameParameters() {
    Probe probe =
        Stream.of(Probe.OBSERVATION, Probe.CONTINUOUS_OBSERVATION)
            .filter(each -> capabilities().contains(each.capability()))
            .findFirst()
            .orElseThrow();
    LearnsProbes briefly = algorithm().withSteps(1_000);
    assertEquals(
        briefly.parameters(probe),
        briefly.parameters(probe),
        "the same seed gave other parameters the second time: is something random not seeded?");
  }
}
