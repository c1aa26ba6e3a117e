package dev.rookery.benchmarks.load;

import dev.rookery.training.ActorRun;
import dev.rookery.training.Training;
import java.time.Duration;
import java.util.Map;

/** A process of light actors. */
final class LightActorsMain {

  private LightActorsMain() {}

  /** Joins the learner at an address with a number of actors of a pace; ends with the run. */
  public static void main(String[] arguments) throws Exception {
    try (ActorRun actors =
        Training.join()
            .transport("aeron", Map.of("channel", "udp", "address", arguments[0]))
            .provide(LoadProvider.ofActors(Integer.parseInt(arguments[2])))
            .environment(LightEnvironment.NAME, LightEnvironment::new)
            .actors(Integer.parseInt(arguments[1]))
            .waitFor(Duration.ofSeconds(60))
            .start()) {
      actors.await();
    }
  }
}
