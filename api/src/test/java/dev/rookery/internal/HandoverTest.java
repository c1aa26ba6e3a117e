package dev.rookery.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandoverTest {

  private final List<String> closed = new ArrayList<>();

  private AutoCloseable resource(String name) {
    return () -> closed.add(name);
  }

  private AutoCloseable broken(String name) {
    return () -> {
      closed.add(name);
      throw new IllegalStateException(name + " cannot be closed");
    };
  }

  @Test
  void theOwnerOfAResourceClosesIt() {
    AutoCloseable resource = resource("a");
    assertSame(resource, Handover.of(resource, owner -> owner));
    assertEquals(List.of(), closed);
  }

  @Test
  void aResourceWhoseOwnerCannotBeMadeIsClosed() {
    Error cause = new AssertionError("no owner");
    Error thrown =
        assertThrows(
            AssertionError.class,
            () ->
                Handover.of(
                    broken("a"),
                    resource -> {
                      throw cause;
                    }));
    assertSame(cause, thrown);
    assertEquals(List.of("a"), closed);
    assertEquals("a cannot be closed", thrown.getSuppressed()[0].getMessage());
  }

  @Test
  void allResourcesAreClosedEvenIfOneFails() {
    IllegalStateException cause = new IllegalStateException("first");
    Handover.closeAfter(cause, broken("a"), resource("b"), broken("c"));
    assertEquals(List.of("a", "b", "c"), closed);
    assertEquals(2, cause.getSuppressed().length);
  }
}
