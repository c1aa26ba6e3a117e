package dev.rookery.runtime.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A process that does what the transport of its order is called. */
public final class ChildMain {

  private ChildMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    ActorOrder order = ActorOrder.parse(input.readLine());
    System.out.printf("actors from %d: %d%n", order.firstActorId(), order.actors());
    String[] words = order.transport().split(" ");
    switch (words[0]) {
      case "exit" -> {
        System.err.println("rookery: it is " + order.settings().get("reason"));
        System.exit(Integer.parseInt(words[1]));
      }
      case "signal" -> {
        long pid = ProcessHandle.current().pid();
        new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(words[1], pid)).start().waitFor();
      }
      case "leave" -> System.out.println("asked to " + input.readLine());
      case "ignore" -> {
        while (input.readLine() != null) {
          System.out.println("ignored");
        }
      }
      default -> throw new IllegalArgumentException(order.transport());
    }
  }
}
