package dev.rookery.environment;

import java.nio.ByteBuffer;

/**
 * Which actions are legal in each copy of an environment now: asks the copies, and checks what they
 * answer and what they are given.
 */
final class LegalActions {

  private final EnvironmentCopies copies;
  private final CopyCheck[] checks;

  /** {@code [K, size]}, so that a caller's steps need not always be the same object. */
  private final ByteBuffer masks;

  private final ActionMask mask;
  private final Action action;

  /** For copies that have legal actions, of which none is known yet. */
  LegalActions(EnvironmentCopies copies, CopyCheck[] checks, Space actionSpace) {
    this.copies = copies;
    this.checks = checks;
    mask = new ActionMask(actionSpace);
    masks = ByteBuffer.allocateDirect(Math.multiplyExact(copies.count(), mask.size()));
    action = new Action(actionSpace);
  }

  /**
   * Asks copy {@code k}, whose episode goes on.
   *
   * @param steps that it has taken in its episode
   */
  void ask(int k, int steps) {
    none(k);
    copies.legalActions(k, mask, steps);
    checks[k].someLegal(mask, steps);
  }

  /** No action of copy {@code k} is legal, as its episode has terminated. */
  void none(int k) {
    mask.wrapElement(masks, k);
    mask.setAll(false);
  }

  /**
   * Refuses illegal actions.
   *
   * @param actions {@code [K]}, packed, from offset 0
   * @param lengths how many steps each copy has taken in its episode
   */
  void check(ByteBuffer actions, int[] lengths) {
    for (int k = 0; k < lengths.length; k++) {
      mask.wrapElement(masks, k);
      action.wrapElement(actions, k);
      checks[k].legal(action, mask, lengths[k] + 1);
    }
  }

  /** Writes all masks. */
  void copyTo(ByteBuffer out) {
    out.put(0, masks, 0, masks.capacity());
  }
}
