package dev.rookery.runtime.membership;

import dev.rookery.runtime.wire.Answers;
import dev.rookery.runtime.wire.ReceiptMessage;
import dev.rookery.runtime.wire.RefusalKind;
import dev.rookery.transport.Publication;
import java.util.ArrayDeque;

/**
 * What the learner still has to say on its stream of answers. Answers wait in order until the
 * transport takes them, but only so many: who asks again is answered again.
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
  private final ActorSlot[] receiptsDue;
  private final long[] refusedSessions = new long[REMEMBERED_REFUSALS];
  private final long[] refusedAt = new long[REMEMBERED_REFUSALS];
  private int receiptsDueCount;
  private int nextRefusal;
  private long nextHeartbeat;

  /**
   * For one run.
   *
   * @param actors how many it has
   */
  AnswerQueue(Publication publication, RunDescription run, int actors, long now) {
    this.publication = publication;
    this.incarnation = run.incarnation();
    answers = new Answers(run.configuration());
    receiptsDue = new ActorSlot[actors];
    nextHeartbeat = now;
  }

  void addConfiguration(long nonce) {
    add((messages, stream) -> messages.offerConfiguration(stream, nonce, incarnation));
  }

  void addJoinAccepted(Answers.JoinAccepted accepted) {
    add((messages, stream) -> messages.offerJoinAccepted(stream, accepted));
  }

  /** Refuses a request. */
  void refuseRequest(long nonce, String reason) {
    refuse(new Answers.Refusal(nonce, 0, RefusalKind.REQUEST, reason));
  }

  /**
   * Refuses a session; one that goes on sending is told so about once a second.
   *
   * @return whether it will be told now
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

  /** An actor is to be told what was taken of its experience. */
  void addReceipt(ActorSlot slot) {
    if (!slot.receiptDue) {
      slot.receiptDue = true;
      receiptsDue[receiptsDueCount++] = slot;
    }
  }

  /** Says what there is to say, as far as the transport takes it. */
  void send(long now) {
    if (now - nextHeartbeat >= 0
        && answers.offerHeartbeat(publication, incarnation) != Publication.BACK_PRESSURED) {
      nextHeartbeat = now + HEARTBEAT_NANOS;
    }
    sendReceipts();
    sendAnswers();
  }

  /** Answers that nobody listens to are dropped, since none but the listeners asked. */
  private void sendAnswers() {
    for (Answer answer = waiting.peek(); answer != null; answer = waiting.peek()) {
      if (answer.offer(answers, publication) == Publication.BACK_PRESSURED) {
        return;
      }
      waiting.remove();
    }
  }

  /** Tells those actors that are owed a receipt. */
  void sendReceipts() {
    while (receiptsDueCount > 0) {
      int first = Math.max(0, receiptsDueCount - ReceiptMessage.MAXIMUM_RECEIPTS);
      receipts.clear();
      for (int i = first; i < receiptsDueCount; i++) {
        receipts.add(receiptsDue[i].session, receiptsDue[i].receivedSteps);
      }
      if (receipts.offer(publication) < 0) {
        return;
      }
      for (int i = first; i < receiptsDueCount; i++) {
        receiptsDue[i].receiptDue = false;
      }
      receiptsDueCount = first;
    }
  }

  /** Whether nothing waits but beats. */
  boolean isEmpty() {
    return waiting.isEmpty() && receiptsDueCount == 0;
  }

  @Override
  public void close() {
    publication.close();
  }
}
