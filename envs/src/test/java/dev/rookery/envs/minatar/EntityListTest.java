package dev.rookery.envs.minatar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.envs.minatar.EntityList.Entity;
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
}
