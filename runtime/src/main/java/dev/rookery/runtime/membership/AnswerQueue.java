package dev.rookery.runtime.membership;

import dev.rookery.runtime.wire.Answers;
import dev.rookery.runtime.wire.ReceiptMessage;
import dev.rookery.runtime.wire.RefusalKind;
import dev.rookery.transport.Publication;
import java.util.ArrayDeque;

/**
 * The answers that the learner has yet to send, and its heartbeat. Answers wait in order until the
 * transport takes them. If too many wait, more are dropped: actors repeat what is not answered.
 */
final class AnswerQueue implements AutoCloseable {

  private static final int MAXIMUM_WAITING = 1024;
  private static final int REMEMBERED_REFUSALS = 64;
  private static final long REFUSAL_PAUSE_NANOS = 1_000_000_000L;
  private static final long HEARTBEAT_NANOS = 500_000_000L;

  /** An answer that can be offered. */
  @FunctionalInterface
  private interface Answer {
    long offer(Answers answers, Publication publication);
  }

  private final Publication publication;
  private final Answers answers;
  private final long incarnation;
  private final ArrayDeque<Answer> waiting = new ArrayDeque<>();
  private final ReceiptMessage receipts = new ReceiptMessage();
  private final ActorSlot[] receiptSlots;
  private final boolean[] receiptDue;
  private final long[] refusedSessions = new long[REMEMBERED_REFUSALS];
  private final long[] refusedAt = new long[REMEMBERED_REFUSALS];
  private int receiptCount;
  private int nextRefusal;
  private long nextHeartbeat;

  /**
   * An empty queue.
   *
   * @param actors how many the run has
   */
  AnswerQueue(Publication publication, RunDescription run, int actors, long now) {
    this.publication = publication;
    this.incarnation = run.incarnation();
    answers = new Answers(run.configuration());
    receiptSlots = new ActorSlot[actors];
    receiptDue = new boolean[actors];
    nextHeartbeat = now;
  }

  void addConfiguration(long nonce) {
    add((messages, stream) -> messages.offerConfiguration(stream, nonce, incarnation));
  }

  void addJoinAccepted(Answers.JoinAccepted accepted) {
    add((messages, stream) -> messages.offerJoinAccepted(stream, accepted));
  }

  /** Refuses a request. */
  void refuseRequest(long nonce, RefusalKind kind, String reason) {
    refuse(new Answers.Refusal(nonce, 0, kind, reason));
  }

  /**
   * Refuses a session, but not again within a second if it goes on sending.
   *
   * @return whether a refusal was added
   */
  boolean refuseSession(Answers.Refusal refusal, long now) {
    for (int i = 0; i < REMEMBERED_REFUSALS; i++) {
      if (refusedSessions[i] == refusal.session() && now - refusedAt[i] < REFUSAL_PAUSE_NANOS) {
        return false;
      }
    }
    refusedSessions[nextRefusal] = refusal.session();
    refusedAt[nextRefusal] = now;
    nextRefusal = (nextRefusal + 1) % REMEMBERED_REFUSALS;
    refuse(refusal);
    return true;
  }

  private void refuse(Answers.Refusal refusal) {
    add((messages, stream) -> messages.offerRefusal(stream, refusal));
  }

  private void add(Answer answer) {
    if (waiting.size() < MAXIMUM_WAITING) {
      waiting.add(answer);
    }
  }

  /** The actor gets a receipt, with the steps that are received when it is sent. */
  void addReceipt(ActorSlot slot) {
    if (!receiptDue[slot.actorId()]) {
      receiptDue[slot.actorId()] = true;
      receiptSlots[receiptCount++] = slot;
    }
  }

  /** Sends the heartbeat if it is due, then what waits, as far as the transport takes it. */
  void send(long now) {
    if (now - nextHeartbeat >= 0
        && answers.offerHeartbeat(publication, incarnation) != Publication.BACK_PRESSURED) {
      nextHeartbeat = now + HEARTBEAT_NANOS;
    }
    sendReceipts();
    sendAnswers();
  }

  /** Answers are dropped while no actor is connected: whoever asked is gone. */
  private void sendAnswers() {
    for (Answer answer = waiting.peek(); answer != null; answer = waiting.peek()) {
      if (answer.offer(answers, publication) == Publication.BACK_PRESSURED) {
        return;
      }
      waiting.remove();
    }
  }

  /** Sends the receipts that are due, as far as the transport takes them. */
  void sendReceipts() {
    while (receiptCount > 0) {
      int first = Math.max(0, receiptCount - ReceiptMessage.MAXIMUM_RECEIPTS);
      receipts.clear();
      for (int i = first; i < receiptCount; i++) {
        receipts.add(receiptSlots[i].session(), receiptSlots[i].receivedSteps());
      }
      if (receipts.offer(publication) < 0) {
        return;
      }
      for (int i = first; i < receiptCount; i++) {
        receiptDue[receiptSlots[i].actorId()] = false;
      }
      receiptCount = first;
    }
  }

  /** Whether no answer and no receipt waits. */
  boolean isEmpty() {
    return waiting.isEmpty() && receiptCount == 0;
  }

  @Override
  public void close() {
    publication.close();
  }
}
