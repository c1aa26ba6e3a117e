package dev.rookery.benchmarks.load;

import java.util.concurrent.atomic.AtomicLong;

/** What the learner of a load has done; read by another thread. */
final class LoadCounters {

  /** Rows that were taken. */
  final AtomicLong rows = new AtomicLong();

  /** Blocks in which they came. */
  final AtomicLong blocks = new AtomicLong();

  /** Rows that did not follow the last of their actor: one was lost, doubled or overtaken. */
  final AtomicLong outOfOrder = new AtomicLong();

  /** Batches that were drawn, and whose priorities were given back. */
  final AtomicLong batches = new AtomicLong();
}
