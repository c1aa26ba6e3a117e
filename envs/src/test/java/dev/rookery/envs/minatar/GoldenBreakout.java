package dev.rookery.envs.minatar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

final class GoldenBreakout extends GoldenMinAtar {

  private final Breakout game;

  GoldenBreakout(Breakout.Settings settings) {
    game = new Breakout(settings, ActionSet.ALL, seed -> draws());
  }

  @Override
  MinAtarGame game() {
    return game;
  }

  @Override
  void read(JsonNode state) {
    game.ballX = state.get("ball_x").asInt();
    game.ballY = state.get("ball_y").asInt();
    game.ballDirection = state.get("ball_dir").asInt();
    game.lastX = state.get("last_x").asInt();
    game.lastY = state.get("last_y").asInt();
    game.paddle = state.get("pos").asInt();
    game.hasStruck = isSet(state, "strike");
    readCells(state.get("bricks"), game.bricks);
    game.bricksLeft = state.get("bricks").size();
  }

  @Override
  void write(ObjectNode state) {
    state.put("ball_x", game.ballX);
    state.put("ball_y", game.ballY);
    state.put("ball_dir", game.ballDirection);
    state.put("last_x", game.lastX);
    state.put("last_y", game.lastY);
    state.put("pos", game.paddle);
    state.put("strike", game.hasStruck ? 1 : 0);
    writeCells(state.putArray("bricks"), game.bricks);
  }
}
