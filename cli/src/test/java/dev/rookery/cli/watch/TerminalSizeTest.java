package dev.rookery.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalSizeTest {

  @Test
  void variablesComeBeforeTheTerminalAndThatBeforeTheUsualSize() {
    Map<String, String> variables = Map.of("COLUMNS", "132", "LINES", "43");
    assertEquals(new TerminalSize(132, 43), TerminalSize.of(variables, () -> "30 100\n"));
    assertEquals(new TerminalSize(100, 30), TerminalSize.of(Map.of(), () -> "30 100\n"));
    assertEquals(
        new TerminalSize(132, 30), TerminalSize.of(Map.of("COLUMNS", "132"), () -> "30 100\n"));
    assertEquals(new TerminalSize(80, 24), TerminalSize.of(Map.of(), () -> ""));
  }

  @Test
  void whatIsNoSizeIsLeftOut() {
    Map<String, String> variables = Map.of("COLUMNS", "wide", "LINES", "0");
    assertEquals(new TerminalSize(80, 24), TerminalSize.of(variables, () -> "0 0"));
    assertEquals(new TerminalSize(80, 24), TerminalSize.of(Map.of(), () -> "stty: no terminal"));
    assertEquals(
        new TerminalSize(80, 24), TerminalSize.of(Map.of("COLUMNS", "99999"), () -> "24 80"));
  }
}
