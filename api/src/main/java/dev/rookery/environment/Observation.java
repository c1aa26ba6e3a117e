package dev.rookery.environment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A view of one observation; the environment writes it, wrappers and policies read it. Where
 * observations have named parts, each has a view of its own, which moves with this one:
 *
 * <pre>{@code
 * observation.part("image").set(0, 255);
 * observation.part("speed").setAll(0.5, -1);
 * }</pre>
 */
public final class Observation extends SpaceView {

  private static final Observation[] NONE = {};

  private final Map<String, Observation> byName;

  /** The views of named parts; empty where there are none. */
  private final Observation[] views;

  private final int[] offsets;

  /** A view of memory of its own, until it is wrapped around other memory. */
  public Observation(Space space) {
    super(space);
    if (space instanceof TensorSpace) {
      byName = Map.of("", this);
      views = NONE;
      offsets = new int[0];
      return;
    }
    List<SpacePart> parts = space.parts();
    Map<String, Observation> named = new LinkedHashMap<>();
    parts.forEach(part -> named.put(part.name(), new Observation(part.space())));
    byName = named;
    views = named.values().toArray(Observation[]::new);
    offsets = parts.stream().mapToInt(SpacePart::offset).toArray();
    moved();
  }

  /**
   * The view of a part; always the same object. An observation without named parts is its own only
   * part, with an empty name, as {@link Space#parts()} says.
   *
   * @throws IllegalArgumentException if no part has that name
   */
  public Observation part(String name) {
    Observation part = byName.get(name);
    if (part == null) {
      throw new IllegalArgumentException(
          "no part '%s' in observations of %s".formatted(name, space()));
    }
    return part;
  }

  /** Copies another observation of the same space. */
  public void set(Observation source) {
    copyFrom(source);
  }

  @Override
  void moved() {
    for (int i = 0; i < views.length; i++) {
      views[i].wrap(buffer(), offset() + offsets[i]);
    }
  }
}
