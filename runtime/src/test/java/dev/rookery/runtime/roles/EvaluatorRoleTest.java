package dev.rookery.runtime.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.Policy;
import dev.rookery.environment.VectorStep;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.wire.ParameterMessage;
import dev.rookery.runtime.wire.Streams;
import dev.rookery.training.Evaluation;
import dev.rookery.transport.Publication;
import dev.rookery.transport.local.LocalTransport;
import dev.rookery.transport.local.LocalTransportSettings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvaluatorRoleTest {

  private static final int EPISODES = 3;
  private static final long SEED = 1;
  private static final long CONFIRMATION_SEED = 2;

  /** Remembers what parameters it got. */
  private static final class NamedPolicy implements Policy {
    private final List<Float> values = new ArrayList<>();
    private boolean closed;

    @Override
    public void update(ParameterSnapshot parameters) {
      values.add(parameters.values().duplicate().order(parameters.values().order()).getFloat());
    }

    @Override
    public void act(VectorStep step, ByteBuffer actions) {}

    @Override
    public void close() {
      closed = true;
    }
  }

  private final LocalTransport transport = new LocalTransport(LocalTransportSettings.defaults());
  private final Publication publication = transport.publish(Streams.PARAMETERS);
  private final NamedPolicy policy = new NamedPolicy();
  private final List<String> received = new ArrayList<>();
  private int resets;

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void playsWhenTheLearnerHasSeenEnoughSteps() {
    EvaluatorRole evaluator = evaluator(Double.POSITIVE_INFINITY, reset -> 2);
    assertEquals(0, evaluator.doWork());
    send(1, 99);
    assertEquals(1, evaluator.doWork());
    assertFalse(evaluator.isBusy());

    send(2, 100);
    evaluator.receive();
    assertEquals(2, evaluator.parameterVersion());
    assertTrue(evaluator.isBusy());
    playOn(evaluator);
    assertEquals(List.of("version 2: 2.0"), received);

    send(3, 149);
    playOn(evaluator);
    send(4, 150);
    playOn(evaluator);
    assertEquals(List.of("version 2: 2.0", "version 4: 2.0"), received);
    assertEquals(List.of(2f, 4f), policy.values);
  }

  /** A slow evaluator does not run after evaluations that it has missed. */
  @Test
  void theNextEvaluationIsDueAnIntervalAfterTheLast() {
    EvaluatorRole evaluator = evaluator(Double.POSITIVE_INFINITY, reset -> 2);
    send(1, 1000);
    playOn(evaluator);
    send(2, 1049);
    playOn(evaluator);
    send(3, 1050);
    playOn(evaluator);
    assertEquals(List.of("version 1: 2.0", "version 3: 2.0"), received);
  }

  @Test
  void parametersThatArriveMeanwhileWaitForTheNextEvaluation() {
    EvaluatorRole evaluator = evaluator(Double.POSITIVE_INFINITY, reset -> 5);
    send(1, 100);
    evaluator.doWork();
    send(2, 200);
    send(3, 300);
    playOn(evaluator);
    assertEquals(List.of("version 1: 5.0", "version 3: 5.0"), received);
    assertEquals(List.of(1f, 3f), policy.values);
  }

  @Test
  void whatIsProposedIsConfirmedByTheSameParametersOnOtherSeeds() {
    EvaluatorRole evaluator = evaluator(4, reset -> reset <= 2 * EPISODES ? 4 : 3);
    send(1, 100);
    evaluator.doWork();
    send(2, 120);
    playOn(evaluator);
    assertEquals(List.of("version 1: 4.0", "version 1: 4.0, then 3.0"), received);
    assertEquals(List.of(1f), policy.values);
    assertFalse(evaluator.isBusy());
  }

  @Test
  void afterAConfirmationTheNextEvaluationIsOnTheFirstSeedsAgain() {
    EvaluatorRole evaluator = evaluator(4, reset -> 4);
    send(1, 100);
    playOn(evaluator);
    send(2, 150);
    playOn(evaluator);
    assertEquals(
        List.of(
            "version 1: 4.0",
            "version 1: 4.0, then 4.0",
            "version 2: 4.0",
            "version 2: 4.0, then 4.0"),
        received);
  }

  @Test
  void whatIsNotProposedPlaysOnce() {
    EvaluatorRole evaluator = evaluator(4.1, reset -> 4);
    send(1, 100);
    playOn(evaluator);
    assertEquals(List.of("version 1: 4.0"), received);
  }

  @Test
  void closesWhatItOwns() {
    EvaluatorRole evaluator = evaluator(4, reset -> 4);
    assertEquals("evaluator", evaluator.roleName());
    evaluator.onClose();
    assertTrue(policy.closed);
    assertFalse(publication.isConnected());
  }

  /**
   * Evaluations from 100 steps on, every 50.
   *
   * @param threshold the mean return from which on an evaluation is to be confirmed
   * @param lengthOfReset an episode's length by the number of resets of all environments so far
   */
  private EvaluatorRole evaluator(double threshold, IntUnaryOperator lengthOfReset) {
    GreedyEpisodes episodes =
        new GreedyEpisodes(
            "Length",
            Stream.generate(() -> new LengthEnvironment(seed -> lengthOfReset.applyAsInt(++resets)))
                .limit(GreedyEpisodes.environmentCount(EPISODES))
                .toList(),
            policy,
            EPISODES,
            10_000);
    return new EvaluatorRole(
        episodes,
        policy,
        Numbers.LAYOUT,
        transport,
        new EvaluatorRole.Plan(50, 100, SEED, CONFIRMATION_SEED),
        new EvaluatorRole.Listener() {
          @Override
          public boolean onEvaluation(ParameterSnapshot snapshot, Evaluation evaluation) {
            received.add("version %s: %s".formatted(snapshot.version(), evaluation.meanReturn()));
            return evaluation.meanReturn() >= threshold;
          }

          @Override
          public void onConfirmation(
              ParameterSnapshot snapshot, Evaluation evaluation, Evaluation confirmation) {
            received.add(
                "version %s: %s, then %s"
                    .formatted(
                        snapshot.version(), evaluation.meanReturn(), confirmation.meanReturn()));
          }
        });
  }

  private static void playOn(EvaluatorRole evaluator) {
    do {
      evaluator.doWork();
    } while (evaluator.isBusy());
  }

  /** The one parameter is the version. */
  private void send(long version, long environmentSteps) {
    ParameterMessage message = new ParameterMessage(Numbers.LAYOUT);
    message.write(version, environmentSteps, 0, values -> values.putFloat(version));
    message.offer(publication);
  }
}
