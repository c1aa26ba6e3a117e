package dev.rookery.runtime.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.runtime.wire.RefusalKind;
import org.junit.jupiter.api.Test;

class ActorTableTest {

  private long now = 1_000;
  private final ActorTable table = new ActorTable(2, 5, () -> now);

  @Test
  void aSessionHoldsItsSlotUntilItLeaves() {
    ActorSlot slot = table.open(1, 7, false);
    long session = slot.session();
    assertSame(slot, table.find(1, session));
    assertSame(slot, table.findByNonce(7));
    assertNull(table.find(0, session));
    assertNull(table.find(2, session));
    table.leave(slot);
    assertSame(slot, table.find(1, session)); // what it sent before may still arrive
    assertNull(table.findByNonce(7));
    assertTrue(table.hasEnded(7));
    assertNotEquals(session, table.open(1, 8, false).session());
    assertNull(table.find(1, session));
  }

  @Test
  void aRefusedSessionIsUnknownAtOnce() {
    ActorSlot slot = table.open(0, 7, false);
    long session = slot.session();
    assertEquals(session, table.end(slot, RefusalKind.FAULT, "faulty").session());
    assertNull(table.find(0, session));
    assertNull(table.find(0, ActorSession.NONE));
    assertTrue(table.hasEnded(7));
  }

  @Test
  void aNewSessionCountsItsBlocksFromZero() {
    table.blockReceived(table.open(0, 7, false), 4, 100);
    assertEquals(5, table.slot(0).nextSequence());
    assertEquals(100, table.slot(0).receivedSteps());
    table.open(0, 8, false);
    assertEquals(0, table.slot(0).nextSequence());
    assertEquals(0, table.slot(0).receivedSteps());
  }

  @Test
  void aFreeSlotComesBeforeOneThatTimedOut() {
    ActorSlot first = table.open(0, 7, false);
    assertSame(table.slot(1), table.findFree());
    table.open(1, 8, false);
    assertNull(table.findFree());
    now += ActorTable.TIMEOUT_NANOS;
    table.messageArrived(table.slot(1));
    assertSame(first, table.findFree());
    assertEquals(1, table.connectedCount());
    table.extendTimeouts(1);
    assertNull(table.findFree());
  }

  @Test
  void actorsOfTheLearnersOwnProcessDoNotTimeOut() {
    table.open(0, 0, true);
    assertFalse(table.areAllLocal());
    table.open(1, 0, true);
    assertTrue(table.areAllLocal());
    now += 2 * ActorTable.TIMEOUT_NANOS;
    assertEquals(2, table.connectedCount());
    assertNull(table.findByNonce(0));
    assertFalse(table.hasEnded(0));
  }
}
