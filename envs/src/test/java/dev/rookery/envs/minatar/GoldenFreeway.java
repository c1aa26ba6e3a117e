package dev.rookery.envs.minatar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

final class GoldenFreeway extends GoldenMinAtar {

  private final Freeway game;

  GoldenFreeway(Freeway.Settings settings) {
    game = new Freeway(settings, ActionSet.ALL, seed -> draws());
  }

  @Override
  MinAtarGame game() {
    return game;
  }

  @Override
  void read(JsonNode state) {
    game.position = state.get("pos").asInt();
    game.moveTimer = state.get("move_timer").asInt();
    game.terminateTimer = state.get("terminate_timer").asInt();
    for (int i = 0; i < game.carX.length; i++) {
      JsonNode car = state.get("cars").get(i);
      game.carX[i] = car.get(0).asInt();
      game.carTimer[i] = car.get(2).asInt();
      game.carSpeed[i] = car.get(3).asInt();
    }
  }

  @Override
  void write(ObjectNode state) {
    state.put("pos", game.position);
    state.put("move_timer", game.moveTimer);
    state.put("terminate_timer", game.terminateTimer);
    ArrayNode cars = state.putArray("cars");
    for (int i = 0; i < game.carX.length; i++) {
      ArrayNode car = cars.addArray().add(game.carX[i]).add(i + 1);
      car.add(game.carTimer[i]).add(game.carSpeed[i]);
    }
  }
}
