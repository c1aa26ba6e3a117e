package dev.rookery.envs.minatar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

final class GoldenSpaceInvaders extends GoldenMinAtar {

  private final SpaceInvaders game;

  GoldenSpaceInvaders(SpaceInvaders.Settings settings) {
    game = new SpaceInvaders(settings, ActionSet.ALL, seed -> draws());
  }

  @Override
  MinAtarGame game() {
    return game;
  }

  @Override
  void read(JsonNode state) {
    game.position = state.get("pos").asInt();
    game.alienDirection = state.get("alien_dir").asInt();
    game.moveInterval = state.get("enemy_move_interval").asInt();
    game.moveTimer = state.get("alien_move_timer").asInt();
    game.alienShotTimer = state.get("alien_shot_timer").asInt();
    game.shotTimer = state.get("shot_timer").asInt();
    game.rampIndex = state.get("ramp_index").asInt();
    readCells(state.get("aliens"), game.aliens);
    readCells(state.get("f_bullets"), game.friendlyBullets);
    readCells(state.get("e_bullets"), game.enemyBullets);
  }

  @Override
  void write(ObjectNode state) {
    state.put("pos", game.position);
    state.put("alien_dir", game.alienDirection);
    state.put("enemy_move_interval", game.moveInterval);
    state.put("alien_move_timer", game.moveTimer);
    state.put("alien_shot_timer", game.alienShotTimer);
    state.put("shot_timer", game.shotTimer);
    state.put("ramp_index", game.rampIndex);
    writeCells(state.putArray("aliens"), game.aliens);
    writeCells(state.putArray("f_bullets"), game.friendlyBullets);
    writeCells(state.putArray("e_bullets"), game.enemyBullets);
  }
}
