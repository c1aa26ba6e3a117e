package dev.rookery.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** An engine that trains nothing: its runs only hold the order that they were given. */
public final class RecordingEngine implements TrainingEngine {

  record Ordered(Order order) implements TrainingRun {

    @Override
    public TrainingReport await() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean await(Duration limit) {
      return true;
    }

    @Override
    public void stop() {}

    @Override
    public Progress progress() {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<TrainingReport> completion() {
      throw new UnsupportedOperationException();
    }

    @Override
    public RunSubscription subscribe(Consumer<? super RunEvent> listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path runDirectory() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<NamedSettings> invitation() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  record Joined(JoinOrder order) implements ActorRun {

    @Override
    public void await() {}

    @Override
    public boolean await(Duration limit) {
      return true;
    }

    @Override
    public void stop() {}

    @Override
    public long environmentSteps() {
      return 0;
    }

    @Override
    public int joined() {
      return 0;
    }

    @Override
    public long sessions() {
      return 0;
    }

    @Override
    public void close() {}
  }

  @Override
  public TrainingRun start(Order order) {
    return new Ordered(order);
  }

  @Override
  public ActorRun join(JoinOrder order) {
    return new Joined(order);
  }

  @Override
  public Agent agent(Path policy) {
    throw new UnsupportedOperationException();
  }

  /** A configuration whose environment is named as the directory. */
  @Override
  public TrainingConfig readConfig(Path runDirectory) {
    return Training.builder()
        .environment(runDirectory.getFileName().toString())
        .algorithm("dqn", Map.of("nStep", 3))
        .wrapper("inner", Map.of())
        .transport("aeron")
        .seed(99)
        .config();
  }
}
