package dev.rookery.envs.minatar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.envs.minatar.EntityList.Entity;

final class GoldenSeaquest extends GoldenMinAtar {

  /** How many numbers are recorded of an object: without timers, with one, with both. */
  private static final int BULLET = 3;

  private static final int MOVING = 4;
  private static final int SHOOTING = 5;

  private final Seaquest game;

  GoldenSeaquest(Seaquest.Settings settings) {
    game = new Seaquest(settings, ActionSet.ALL, seed -> draws());
  }

  @Override
  MinAtarGame game() {
    return game;
  }

  @Override
  void read(JsonNode state) {
    game.x = state.get("sub_x").asInt();
    game.y = state.get("sub_y").asInt();
    game.direction = direction(state.get("sub_or"));
    game.oxygen = state.get("oxygen").asInt();
    game.diverCount = state.get("diver_count").asInt();
    game.hasSurfaced = isSet(state, "surface");
    game.pace.spawnInterval = state.get("e_spawn_speed").asInt();
    game.pace.moveInterval = state.get("move_speed").asInt();
    game.pace.rampIndex = state.get("ramp_index").asInt();
    game.shotTimer = state.get("shot_timer").asInt();
    game.enemySpawnTimer = state.get("e_spawn_timer").asInt();
    game.diverSpawnTimer = state.get("d_spawn_timer").asInt();
    read(state.get("f_bullets"), game.friendlyBullets);
    read(state.get("e_bullets"), game.enemyBullets);
    read(state.get("e_fish"), game.fish);
    read(state.get("e_subs"), game.enemySubmarines);
    read(state.get("divers"), game.divers);
  }

  private static void read(JsonNode recorded, EntityList list) {
    list.clear();
    for (JsonNode values : recorded) {
      Entity entity =
          list.add(values.get(0).asInt(), values.get(1).asInt(), direction(values.get(2)));
      entity.moveTimer = values.path(3).asInt(0);
      entity.shotTimer = values.path(4).asInt(0);
    }
  }

  @Override
  void write(ObjectNode state) {
    state.put("sub_x", game.x);
    state.put("sub_y", game.y);
    state.put("sub_or", right(game.direction));
    state.put("oxygen", game.oxygen);
    state.put("diver_count", game.diverCount);
    state.put("surface", game.hasSurfaced ? 1 : 0);
    state.put("e_spawn_speed", game.pace.spawnInterval);
    state.put("move_speed", game.pace.moveInterval);
    state.put("ramp_index", game.pace.rampIndex);
    state.put("shot_timer", game.shotTimer);
    state.put("e_spawn_timer", game.enemySpawnTimer);
    state.put("d_spawn_timer", game.diverSpawnTimer);
    write(state.putArray("f_bullets"), game.friendlyBullets, BULLET);
    write(state.putArray("e_bullets"), game.enemyBullets, BULLET);
    write(state.putArray("e_fish"), game.fish, MOVING);
    write(state.putArray("e_subs"), game.enemySubmarines, SHOOTING);
    write(state.putArray("divers"), game.divers, MOVING);
  }

  private static void write(ArrayNode recorded, EntityList list, int length) {
    for (int i = 0; i < list.size(); i++) {
      Entity entity = list.get(i);
      ArrayNode values = recorded.addArray();
      values.add(entity.x).add(entity.y).add(right(entity.direction));
      if (length >= MOVING) {
        values.add(entity.moveTimer);
      }
      if (length >= SHOOTING) {
        values.add(entity.shotTimer);
      }
    }
  }
}
