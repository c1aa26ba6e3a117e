package dev.rookery.envs.minatar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.envs.minatar.EntityList.Entity;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EntityListTest {

  private final EntityList list = new EntityList();

  @Test
  void theFirstOfEqualObjectsIsRemoved() {
    Entity first = list.add(3, 4, 1);
    Entity other = list.add(5, 4, -1);
    Entity last = list.add(3, 4, 1);
    list.remove(last);
    assertEquals(2, list.size());
    assertSame(other, list.get(0));
    assertSame(last, list.get(1));
    assertFalse(list.get(0) == first || list.get(1) == first);
  }

  @Test
  void timersTellObjectsApart() {
    Entity first = list.add(3, 4, 1);
    Entity second = list.add(3, 4, 1);
    second.shotTimer = 1;
    list.remove(second);
    assertSame(first, list.get(0));
    first.moveTimer = 2;
    assertEquals(0, list.add(3, 4, 1).moveTimer + list.get(1).shotTimer);
    list.remove(list.get(1));
    assertSame(first, list.get(0));
  }

  @Test
  void theFirstObjectOfACellIsFound() {
    assertNull(list.at(3, 4));
    Entity first = list.add(3, 4, 1);
    list.add(3, 4, -1);
    assertSame(first, list.at(3, 4));
    assertTrue(list.has(4, -1));
    assertFalse(list.has(3, -1));
    list.clear();
    assertNull(list.at(3, 4));
    assertFalse(list.has(4, -1));
  }

  @Property
  void itDoesWhatAnOrdinaryListDoes(@ForAll List<@IntRange(min = -3, max = 5) Integer> changes) {
    EntityList entities = new EntityList();
    List<Integer> expected = new ArrayList<>();
    for (int change : changes) {
      if (change >= 0) {
        entities.add(change, 1, 1);
        expected.add(change);
      } else if (!expected.isEmpty()) {
        int index = -change % expected.size();
        Integer removed = expected.get(index);
        entities.remove(entities.get(index));
        expected.remove(removed);
      }
      assertEquals(expected.size(), entities.size());
      for (int i = 0; i < expected.size(); i++) {
        assertEquals(expected.get(i), entities.get(i).x);
      }
    }
  }
}
