package dev.rookery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import org.junit.jupiter.api.Test;

class SeedsTest {

  /** Other values would give every run of an earlier version another course. */
  @Test
  void theSplitStaysAsItIs() {
    assertEquals(0x57b74577e39d30beL, Seeds.derive(0, 0));
    assertEquals(0xcc8a45b929f9cd56L, Seeds.derive(1, 0));
    assertEquals(0xe3dc3188760c5e88L, Seeds.derive(1, 1));
    assertEquals(0x18bc20090fbfea5eL, Seeds.derive(-1, 7));
    assertEquals(0xd1f5673108fc54a9L, Seeds.derive(42, "actor"));
    assertEquals(0xa43c33430e76c25fL, Seeds.derive(42, ""));
    assertEquals(0xfd09e61babf641c1L, Seeds.derive(42, "ä"));
  }

  @Test
  void manyChildrenAndTheirChildrenDoNotCollide() {
    Set<Long> seen = new HashSet<>();
    int parents = 300;
    int children = 300;
    for (int parent = 0; parent < parents; parent++) {
      long seed = Seeds.derive(7, parent);
      seen.add(seed);
      for (int child = 0; child < children; child++) {
        seen.add(Seeds.derive(seed, child));
      }
    }
    assertEquals(parents * (children + 1), seen.size());
  }

  @Test
  void neighbouringSeedsHaveDifferentChildren() {
    Set<Long> seen = new HashSet<>();
    for (long seed = -100; seed < 100; seed++) {
      for (long index = -100; index < 100; index++) {
        seen.add(Seeds.derive(seed, index));
      }
    }
    assertEquals(200 * 200, seen.size());
  }

  @Property
  void parentAndChildDoNotSwap(@ForAll long seed, @ForAll long index) {
    if (seed != index) {
      assertNotEquals(Seeds.derive(seed, index), Seeds.derive(index, seed));
    }
  }

  /** Half of the bits on average; the bounds are 8 standard deviations away from it. */
  @Property
  void oneBitOfTheIndexChangesAboutHalfOfTheBits(@ForAll long seed, @ForAll long index) {
    int changed = 0;
    for (int bit = 0; bit < Long.SIZE; bit++) {
      changed += Long.bitCount(Seeds.derive(seed, index) ^ Seeds.derive(seed, index ^ 1L << bit));
    }
    assertTrue(Math.abs(changed - 2048) < 8 * 32, changed + " of 4096 bits changed");
  }

  @Property
  void componentsOfDifferentNamesGetDifferentSeeds(
      @ForAll @AlphaChars String one, @ForAll @AlphaChars String other) {
    if (!one.equals(other)) {
      assertNotEquals(Seeds.derive(1, one), Seeds.derive(1, other));
    }
  }
}
