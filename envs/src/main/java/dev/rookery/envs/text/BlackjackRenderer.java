package dev.rookery.envs.text;

import dev.rookery.render.Frame;
import dev.rookery.render.Renderer;
import java.util.List;

/**
 * Draws both hands of {@link Blackjack} as their sums, the dealer's above: as a number, and as a
 * bar of a pixel per point beside the line at 21. All of the dealer's cards are shown; those that
 * the player does not see are darker.
 */
final class BlackjackRenderer implements Renderer {

  static final int TABLE = 0x12402c;
  static final int LINE = 0x3c7a5c;
  static final int DEALER = 0xe8a33d;
  static final int HIDDEN = 0x8a6327;
  static final int PLAYER = 0xf4f1de;
  static final int ACE = 0x5aa9e6;
  static final int BUST = 0xe4572e;

  /** The digits 0 to 9, of five rows each; a row is an octal digit whose bits are three pixels. */
  private static final List<String> DIGITS =
      List.of(
          "75557", "26227", "71747", "71717", "55711", "74717", "74757", "71111", "75757", "75717");

  private static final int WIDTH = 33; // A pixel per point, up to 31, and one to each side.
  private static final int HEIGHT = 19;

  private final BlackjackHand player;
  private final BlackjackHand dealer;

  /** Draws the hands as they are then. */
  BlackjackRenderer(BlackjackHand player, BlackjackHand dealer) {
    this.player = player;
    this.dealer = dealer;
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public int height() {
    return HEIGHT;
  }

  @Override
  public double framesPerSecond() {
    return 1;
  }

  @Override
  public void draw(Frame frame) {
    frame.fill(TABLE);
    frame.rectangle(1 + BlackjackHand.BEST, 6, 1, 7, LINE);
    number(frame, dealer.sum(), 1, dealer.isBust() ? BUST : DEALER);
    frame.rectangle(1, 7, dealer.sum(), 2, dealer.isBust() ? BUST : HIDDEN);
    frame.rectangle(1, 7, dealer.firstCard(), 2, DEALER);
    int colour = player.isBust() ? BUST : PLAYER;
    number(frame, player.sum(), 13, colour);
    frame.rectangle(1, 10, player.sum(), 2, player.hasUsableAce() ? ACE : colour);
    frame.rectangle(1, 10, player.sum() - (player.hasUsableAce() ? 10 : 0), 2, colour);
  }

  private static void number(Frame frame, int number, int y, int colour) {
    digit(frame, number / 10, 1, y, colour);
    digit(frame, number % 10, 5, y, colour);
  }

  private static void digit(Frame frame, int digit, int x, int y, int colour) {
    for (int row = 0; row < 5; row++) {
      int bits = DIGITS.get(digit).charAt(row) - '0';
      for (int column = 0; column < 3; column++) {
        if ((bits & 4 >> column) != 0) {
          frame.pixel(x + column, y + row, colour);
        }
      }
    }
  }
}
