package dev.rookery.envs.minatar;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Objects on the grid in the order in which they came. Objects that are removed are used again, so
 * that a list allocates only when it gets longer than it ever was.
 *
 * <p>It may be walked through from the last index down to 0 while the object at that index, or one
 * equal to it, is removed.
 */
final class EntityList {

  /** The first {@link #size} are on the list; those after them wait to be used again. */
  private Entity[] entities = new Entity[0];

  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  Entity get(int index) {
    return entities[index];
  }

  /** Appends an object. */
  Entity add(int x, int y, int direction) {
    if (size == entities.length) {
      entities = Arrays.copyOf(entities, 2 * size + 8);
      for (int i = size; i < entities.length; i++) {
        entities[i] = new Entity();
      }
    }
    Entity entity = entities[size++];
    entity.x = x;
    entity.y = y;
    entity.direction = direction;
    entity.moveTimer = 0;
    entity.shotTimer = 0;
    return entity;
  }

  /** The first object in a cell, if there is one. */
  @Nullable Entity at(int x, int y) {
    for (int i = 0; i < size; i++) {
      if (entities[i].isAt(x, y)) {
        return entities[i];
      }
    }
    return null;
  }

  /** Whether an object in this row moves in this direction. */
  boolean has(int y, int direction) {
    for (int i = 0; i < size; i++) {
      if (entities[i].y == y && entities[i].direction == direction) {
        return true;
      }
    }
    return false;
  }

  /**
   * Removes the first object that has the same values: not always the given one, which then stays.
   */
  void remove(Entity value) {
    int index = 0;
    while (!entities[index].hasValuesOf(value)) {
      index++;
    }
    Entity removed = entities[index];
    System.arraycopy(entities, index + 1, entities, index, size - index - 1);
    entities[--size] = removed;
  }

  /** One object. */
  static final class Entity {

    int x;
    int y;

    /** 1 to the right, -1 to the left. */
    int direction;

    /** Steps until it moves, where it does not move in every step. */
    int moveTimer;

    /** Steps until it shoots, where it shoots. */
    int shotTimer;

    boolean isAt(int column, int row) {
      return x == column && y == row;
    }

    private boolean hasValuesOf(Entity other) {
      return isAt(other.x, other.y)
          && direction == other.direction
          && moveTimer == other.moveTimer
          && shotTimer == other.shotTimer;
    }
  }
}
