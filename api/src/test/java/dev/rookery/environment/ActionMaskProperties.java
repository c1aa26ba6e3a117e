package dev.rookery.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ActionMaskProperties {

  @Property(tries = 200)
  void aMaskHasAByteForEachAlternativeOfEachChoiceInOrder(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 9) Integer> sizes,
      @ForAll @IntRange(max = 5) int before,
      @ForAll long seed) {
    ActionMask mask = new ActionMask(new MultiDiscreteSpace(sizes));
    int size = sizes.stream().mapToInt(Integer::intValue).sum();
    assertEquals(size, mask.size());
    assertEquals(sizes.size(), mask.choices());
    ByteBuffer bytes = ByteBuffer.allocate(before + size + 1).put(before + size, (byte) 7);
    mask.wrap(bytes, before);
    SplittableRandom random = new SplittableRandom(seed);
    int at = before;
    for (int choice = 0; choice < sizes.size(); choice++) {
      int legal = 0;
      for (int alternative = 0; alternative < sizes.get(choice); alternative++) {
        boolean isLegal = random.nextBoolean();
        mask.set(choice, alternative, isLegal);
        assertEquals(isLegal ? 1 : 0, bytes.get(at));
        assertEquals(isLegal, mask.isLegal(at - before));
        assertEquals(isLegal, mask.isLegal(choice, alternative));
        if (isLegal) {
          assertEquals(alternative, mask.legal(choice, legal++));
        }
        at++;
      }
      assertEquals(legal, mask.legalCount(choice));
      int last = choice;
      int none = legal;
      assertThrows(IndexOutOfBoundsException.class, () -> mask.legal(last, none));
    }
    mask.setAll(true);
    assertEquals(7, bytes.get(before + size), "what follows the mask stays as it is");
  }

  @Example
  void anActionIsLegalIfAllItsChoicesAre() {
    ActionMask mask = new ActionMask(Space.multiDiscrete(2, 3));
    Action action = new Action(mask.actionSpace());
    action.setAll(1, 2);
    assertFalse(mask.isLegal(action), "a new mask has no legal action");
    mask.set(0, 1, true);
    assertFalse(mask.isLegal(action));
    assertEquals(1, mask.illegalChoice(action));
    mask.set(1, 2, true);
    assertTrue(mask.isLegal(action));
  }

  @Example
  void aDiscreteActionIsOneChoice() {
    ActionMask mask = new ActionMask(Space.discrete(3));
    mask.set(2, true);
    assertEquals(1, mask.choices());
    assertTrue(mask.isLegal(2) && mask.isLegal(0, 2));
    assertEquals(2, mask.legal(0, 0));
  }

  @Example
  void whatIsOutOfPlaceIsRefused() {
    assertFalse(ActionMask.canMask(Space.box(0, 1, 2)));
    assertThrows(IllegalArgumentException.class, () -> new ActionMask(Space.box(0, 1, 2)));
    ActionMask mask = new ActionMask(Space.multiDiscrete(2, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> mask.set(5, true));
    assertThrows(IndexOutOfBoundsException.class, () -> mask.isLegal(-1));
    assertThrows(IndexOutOfBoundsException.class, () -> mask.set(0, 2, true));
    assertThrows(IndexOutOfBoundsException.class, () -> mask.set(1, -1, true));
    assertThrows(IndexOutOfBoundsException.class, () -> mask.wrap(ByteBuffer.allocate(5), 1));
  }
}
