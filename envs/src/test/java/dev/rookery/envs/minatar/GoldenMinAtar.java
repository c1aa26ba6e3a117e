package dev.rookery.envs.minatar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.envs.golden.GoldenEnvironment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A game of MinAtar as the golden test drives it, with its state in the form of the recordings. */
public abstract class GoldenMinAtar implements GoldenEnvironment {

  private final MinAtarDraws draws = new MinAtarDraws();

  /** The environment of these settings, if they are of one of this package. */
  public static Optional<GoldenEnvironment> of(Record settings) {
    if (settings instanceof Asterix.Settings own) {
      return Optional.of(new GoldenAsterix(own));
    } else if (settings instanceof Breakout.Settings own) {
      return Optional.of(new GoldenBreakout(own));
    } else if (settings instanceof Freeway.Settings own) {
      return Optional.of(new GoldenFreeway(own));
    } else if (settings instanceof Seaquest.Settings own) {
      return Optional.of(new GoldenSeaquest(own));
    } else if (settings instanceof SpaceInvaders.Settings own) {
      return Optional.of(new GoldenSpaceInvaders(own));
    }
    return Optional.empty();
  }

  abstract MinAtarGame game();

  /** Reads the game's own fields. */
  abstract void read(JsonNode state);

  /** Writes the game's own fields. */
  abstract void write(ObjectNode state);

  final MinAtarDraws draws() {
    return draws;
  }

  @Override
  public final Environment environment() {
    return game();
  }

  @Override
  public final void restore(JsonNode state) {
    game().lastAction = state.get("last_action").asInt();
    game().terminal = isSet(state, "terminal");
    read(state);
  }

  @Override
  public final void observe(Observation observation) {
    game().observe(observation);
  }

  @Override
  public final void drawFreely() {
    draws.drawFreely();
  }

  @Override
  public final void feed(JsonNode recorded) {
    draws.feed(recorded);
  }

  @Override
  public final void checkAllDrawsWereUsed(String where) {
    assertEquals(0, draws.remaining(), where + ": draws left");
  }

  /** MinAtar's reset keeps the last action, ours does not; all else starts in one way. */
  @Override
  public final void checkReachableByReset(JsonNode state, String where) {
    assertArrayEquals(numbers(state), state(), where + ": the state after a reset");
    assertEquals(MinAtarGame.NOTHING, game().lastAction, where);
  }

  @Override
  public final void checkInfo(JsonNode recorded, String where) {
    if (recorded.has("ea")) {
      assertEquals(recorded.get("ea").asInt(), game().lastAction, where + ": the action taken");
      assertEquals(recorded.get("state").get("last_action"), recorded.get("ea"));
    }
  }

  @Override
  public final double[] state() {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.put("terminal", game().terminal ? 1 : 0);
    write(state);
    return numbers(state);
  }

  /** All but the last action, which is compared with the one taken: in the order of the names. */
  @Override
  public final double[] numbers(JsonNode state) {
    TreeMap<String, JsonNode> fields = new TreeMap<>();
    state.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    fields.remove("last_action");
    List<Double> numbers = new ArrayList<>();
    fields.forEach(
        (name, value) -> {
          numbers.add((double) name.hashCode());
          flatten(value, numbers);
        });
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void flatten(JsonNode node, List<Double> numbers) {
    if (node.isArray()) {
      numbers.add((double) node.size());
      node.forEach(entry -> flatten(entry, numbers));
    } else if (node.isNull()) {
      numbers.add(-1.0); // Where a list would begin with its length.
    } else {
      numbers.add(node.asDouble());
    }
  }

  static boolean isSet(JsonNode state, String name) {
    return state.get(name).asInt() == 1;
  }

  /** MinAtar's directions are 1 and 0. */
  static int direction(JsonNode right) {
    return right.asInt() == 1 ? 1 : -1;
  }

  static int right(int direction) {
    return direction == 1 ? 1 : 0;
  }

  static void readCells(JsonNode list, boolean[] cells) {
    Arrays.fill(cells, false);
    list.forEach(cell -> cells[cell.asInt()] = true);
  }

  static void writeCells(ArrayNode list, boolean[] cells) {
    for (int i = 0; i < cells.length; i++) {
      if (cells[i]) {
        list.add(i);
      }
    }
  }
}
