package dev.rookery.envs.minatar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EntityListProperties {

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
