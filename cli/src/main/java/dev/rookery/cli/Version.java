package dev.rookery.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of Rookery and of Java. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(getClass().getPackage().getImplementationVersion())
            .orElse("(development)");
    return new String[] {"rookery %s (Java %s)".formatted(version, Runtime.version())};
  }
}
