package dev.rookery.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinBuilderTest {

  private static final Map<String, Object> ADDRESS = Map.of("address", "learner:7043");

  private static JoinBuilder complete() {
    return Training.join().transport("aeron", ADDRESS);
  }

  @Test
  void everyCallHasItsPlaceInTheOrder(@TempDir Path folder) throws Exception {
    ActorListener listener = new ActorListener() {};
    TrainingEngine.JoinOrder order =
        order(
            folder,
            complete()
                .addressFile(folder.resolve("address"))
                .actors(4)
                .actorId(8)
                .expectAlgorithm("dqn")
                .expectEnvironment("Mine-v0")
                .environment(
                    "Mine-v0",
                    () -> {
                      throw new UnsupportedOperationException();
                    })
                .waitFor(Duration.ofSeconds(3))
                .onEvent(listener));
    assertEquals("Mine-v0", ((EnvironmentProvider) order.plugins().get(0)).name());
    assertEquals(
        new TrainingEngine.JoinOrder(
            new NamedSettings("aeron", ADDRESS),
            Optional.of(folder.resolve("address")),
            4,
            OptionalInt.of(8),
            Optional.of("dqn"),
            Optional.of("Mine-v0"),
            order.plugins(),
            Duration.ofSeconds(3),
            listener),
        order);
  }

  @Test
  void theRestIsDefault(@TempDir Path folder) throws Exception {
    assertEquals(
        new TrainingEngine.JoinOrder(
            new NamedSettings("aeron", ADDRESS),
            Optional.empty(),
            1,
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Duration.ofMinutes(1),
            ActorListener.NONE),
        order(folder, complete()));
  }

  @Test
  void whatCannotBeIsRefusedAtOnce() {
    assertEquals(
        "no transport: name one that reaches the learner, as aeron does",
        refused(() -> Training.join().start()));
    assertEquals("actors must be at least 1, not 0", refused(() -> complete().actors(0)));
    assertEquals(
        "the first actor's id must be at least 0, not -1", refused(() -> complete().actorId(-1)));
    assertEquals(
        "the time to wait for a learner must be above 0, not PT0S",
        refused(() -> complete().waitFor(Duration.ZERO)));
  }

  private static TrainingEngine.JoinOrder order(Path folder, JoinBuilder builder) throws Exception {
    return TrainingTest.withEngine(
        folder, () -> ((RecordingEngine.Joined) builder.start()).order());
  }

  private static String refused(Callable<?> call) {
    return assertThrows(SettingsException.class, call::call).getMessage();
  }
}
