package dev.rookery.envs.minatar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

final class GoldenAsterix extends GoldenMinAtar {

  private final Asterix game;

  GoldenAsterix(Asterix.Settings settings) {
    game = new Asterix(settings, ActionSet.ALL, seed -> draws());
  }

  @Override
  MinAtarGame game() {
    return game;
  }

  @Override
  void read(JsonNode state) {
    game.playerX = state.get("player_x").asInt();
    game.playerY = state.get("player_y").asInt();
    game.pace.spawnInterval = state.get("spawn_speed").asInt();
    game.pace.moveInterval = state.get("move_speed").asInt();
    game.pace.rampIndex = state.get("ramp_index").asInt();
    game.spawnTimer = state.get("spawn_timer").asInt();
    game.moveTimer = state.get("move_timer").asInt();
    game.rampTimer = state.get("ramp_timer").asInt();
    for (int slot = 0; slot < game.isTaken.length; slot++) {
      JsonNode entity = state.get("entities").get(slot);
      game.isTaken[slot] = !entity.isNull();
      if (!entity.isNull()) {
        game.x[slot] = entity.get(0).asInt();
        game.direction[slot] = direction(entity.get(2));
        game.isGold[slot] = entity.get(3).asInt() == 1;
      }
    }
  }

  @Override
  void write(ObjectNode state) {
    state.put("player_x", game.playerX);
    state.put("player_y", game.playerY);
    state.put("spawn_speed", game.pace.spawnInterval);
    state.put("move_speed", game.pace.moveInterval);
    state.put("ramp_index", game.pace.rampIndex);
    state.put("spawn_timer", game.spawnTimer);
    state.put("move_timer", game.moveTimer);
    state.put("ramp_timer", game.rampTimer);
    ArrayNode entities = state.putArray("entities");
    for (int slot = 0; slot < game.isTaken.length; slot++) {
      if (game.isTaken[slot]) {
        ArrayNode entity = entities.addArray().add(game.x[slot]).add(slot + 1);
        entity.add(right(game.direction[slot])).add(game.isGold[slot] ? 1 : 0);
      } else {
        entities.addNull();
      }
    }
  }
}
