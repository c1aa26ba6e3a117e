package dev.rookery.settings;

/** The settings of something that has none. */
public record NoSettings() {

  /** The one value. */
  public static final NoSettings INSTANCE = new NoSettings();
}
