package dev.rookery.cli.project;

import java.util.Locale;

/** A language that projects are written in. */
public enum Language {
  /** Java. */
  JAVA("Java", ".java"),
  /** Kotlin. */
  KOTLIN("Kotlin", ".kt");

  private final String label;
  private final String extension;

  Language(String label, String extension) {
    this.label = label;
    this.extension = extension;
  }

  /** Its name for people. */
  public String label() {
    return label;
  }

  /** What its files' names end with. */
  String extension() {
    return extension;
  }

  /** The name of its directories. */
  String directory() {
    return name().toLowerCase(Locale.ROOT);
  }
}
