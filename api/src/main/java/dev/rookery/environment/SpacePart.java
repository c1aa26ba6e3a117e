package dev.rookery.environment;

/**
 * One part of a space; see {@link Space#parts()}.
 *
 * @param name of the part; empty if the space has no named parts and this is all of it
 * @param space of the part's own values
 * @param offset where the part starts in an element of the space, in bytes; a multiple of 4
 */
public record SpacePart(String name, TensorSpace space, int offset) {

  /**
   * What the part is called where each has a place of its own, such as a column or a graph's input.
   *
   * @param whole what an observation without named parts is called there, for example {@code
   *     observation}
   * @return for example {@code observation.image}, or {@code whole} if the part has no name
   */
  public String nameIn(String whole) {
    return name.isEmpty() ? whole : whole + "." + name;
  }
}
