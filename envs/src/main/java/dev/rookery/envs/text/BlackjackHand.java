package dev.rookery.envs.text;

/** A hand of cards, as its sum: an ace counts 11 where the hand stays at 21 or below. */
final class BlackjackHand {

  static final int BEST = 21;

  private int cards;
  private int firstCard;
  private int sumWithLowAces;
  private boolean hasAce;

  void clear() {
    cards = 0;
    firstCard = 0;
    sumWithLowAces = 0;
    hasAce = false;
  }

  /** Adds a card of value 1, an ace, to 10. */
  void add(int card) {
    if (cards++ == 0) {
      firstCard = card;
    }
    sumWithLowAces += card;
    hasAce |= card == 1;
  }

  int cards() {
    return cards;
  }

  int firstCard() {
    return firstCard;
  }

  boolean hasUsableAce() {
    return hasAce && sumWithLowAces + 10 <= BEST;
  }

  int sum() {
    return hasUsableAce() ? sumWithLowAces + 10 : sumWithLowAces;
  }

  boolean isBust() {
    return sum() > BEST;
  }

  /** What is compared at the end: the sum, or 0 of a bust hand. */
  int score() {
    return isBust() ? 0 : sum();
  }

  /** Whether it is an ace and a ten, and nothing else. */
  boolean isNatural() {
    return cards == 2 && hasUsableAce() && sum() == BEST;
  }
}
