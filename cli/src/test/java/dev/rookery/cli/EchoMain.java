package dev.rookery.cli;

import java.lang.management.ManagementFactory;

/** Stands in for Rookery where only the launchers are tested. */
public final class EchoMain {

  private EchoMain() {}

  public static void main(String[] args) {
    for (String arg : args) {
      System.out.println("[" + arg + "]");
    }
    System.out.println("plugins " + System.getProperty("rookery.plugins"));
    System.out.println("extra " + System.getProperty("extra"));
    System.out.println("encoding " + System.getProperty("sun.jnu.encoding"));
    System.out.println("telemetry off " + System.getenv("ORT_DISABLE_TELEMETRY"));
    System.out.println(
        "options " + String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
  }
}
