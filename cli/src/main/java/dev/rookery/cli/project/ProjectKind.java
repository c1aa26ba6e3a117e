package dev.rookery.cli.project;

import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.runtime.plugins.PluginKind;
import java.util.Locale;
import java.util.Map;

/** What a project may be about, and the templates of its source files. */
public enum ProjectKind {
  /** An environment. */
  ENVIRONMENT,
  /** An algorithm. */
  ALGORITHM;

  /** The plugins among which its name must be new. */
  public PluginKind<?> plugins() {
    return switch (this) {
      case ENVIRONMENT -> PluginKind.ENVIRONMENT;
      case ALGORITHM -> PluginKind.ALGORITHM;
    };
  }

  /** Its name for people and directories. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The interface of the provider. */
  Class<?> provider() {
    return switch (this) {
      case ENVIRONMENT -> EnvironmentProvider.class;
      case ALGORITHM -> AlgorithmProvider.class;
    };
  }

  /** The artifact of Rookery that the project needs. */
  String dependency() {
    return switch (this) {
      case ENVIRONMENT -> "rookery-api";
      case ALGORITHM -> "rookery-core";
    };
  }

  /** The names of classes, by template. */
  Map<String, String> sources() {
    return switch (this) {
      case ENVIRONMENT ->
          Map.of(
              "Environment", "{{Name}}",
              "Settings", "{{Name}}Settings",
              "Provider", "{{Name}}Provider");
      case ALGORITHM ->
          Map.of(
              "Config", "{{Name}}Config",
              "Q", "{{Name}}Q",
              "LogCosh", "LogCosh",
              "Provider", "{{Name}}Provider");
    };
  }

  /** The names of test classes, by template. */
  Map<String, String> tests() {
    return switch (this) {
      case ENVIRONMENT ->
          Map.of("EnvironmentTest", "{{Name}}Test", "SettingsTest", "{{Name}}SettingsTest");
      case ALGORITHM ->
          Map.of(
              "ConfigTest", "{{Name}}ConfigTest",
              "LearnerTest", "{{Name}}LearnerTest",
              "LogCoshTest", "LogCoshTest");
    };
  }
}
