package dev.rookery.cli;

/** Stands in for Rookery where only the launchers are tested. */
public final class EchoMain {

  private EchoMain() {}

  public static void main(String[] args) {
    for (String arg : args) {
      System.out.println("[" + arg + "]");
    }
    System.out.println("plugins " + System.getProperty("rookery.plugins"));
    System.out.println("extra " + System.getProperty("extra"));
  }
}
