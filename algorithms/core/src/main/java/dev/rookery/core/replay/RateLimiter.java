package dev.rookery.core.replay;

import dev.rookery.algorithm.RateLimit;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.settings.SettingsException;
import java.util.Locale;
import org.agrona.concurrent.NanoClock;

/**
 * Holds a {@link RateLimit} over a store: says when acting or learning has to wait for the other,
 * why, and how long it has waited so far. It counts nothing itself but reads the store's counters,
 * so it goes on rightly from a checkpoint.
 *
 * <p>{@link #canInsert} and {@link #canSample} are for acting and learning that run side by side;
 * {@link #owedUpdates} is for lockstep, where the same must happen every time. Used by the
 * learner's thread only; allocates nothing but in {@link #explanation}.
 */
public final class RateLimiter {

  /**
   * In samples: more than the rounding error of the numbers, so that rounding never makes both
   * sides wait.
   */
  private static final double ROUNDING = 1e-3;

  private final RateLimit limit;
  private final ExperienceStore store;
  private final int blockRows;
  private final Wait insertWait;
  private final Wait sampleWait;

  /**
   * A limiter over {@code store}.
   *
   * @param blockRows how many rows are inserted at once at most
   * @param clock measures how long one waits
   * @throws SettingsException if acting and learning could wait for each other for ever
   */
  public RateLimiter(RateLimit limit, ExperienceStore store, int blockRows, NanoClock clock) {
    double perBlock = limit.samplesPerInsert() * blockRows;
    if (limit.tolerance() < perBlock) {
      throw new SettingsException(
          ("a rate limit's tolerance of %s samples is below the %s that one block of %s rows allows"
                  + " at %s samples per row: acting and learning could wait for each other for ever;"
                  + " lower run.blockRows to at most %s, or raise the tolerance")
              .formatted(
                  limit.tolerance(),
                  perBlock,
                  blockRows,
                  limit.samplesPerInsert(),
                  (long) (limit.tolerance() / limit.samplesPerInsert())));
    }
    this.limit = limit;
    this.store = store;
    this.blockRows = blockRows;
    insertWait = new Wait(clock);
    sampleWait = new Wait(clock);
  }

  /**
   * Whether a block may be inserted now.
   *
   * @param rows how many it has
   * @throws IllegalArgumentException if that is more than the constructor was told
   */
  public boolean canInsert(int rows) {
    if (rows > blockRows) {
      throw new IllegalArgumentException(
          "a block of %s rows, where at most %s were announced".formatted(rows, blockRows));
    }
    return insertWait.unless(insertFits(rows));
  }

  /** Whether the learner may draw a batch now. */
  public boolean canSample() {
    return sampleWait.unless(sampleFits());
  }

  /**
   * How many updates the rows inserted so far call for, beyond those made. In lockstep the learner
   * makes exactly these after each insertion.
   */
  public long owedUpdates() {
    return store.inserted() < limit.minimumInserts()
        ? 0
        : Math.max(0, (long) Math.floor((balance() + ROUNDING) / limit.batchSize()));
  }

  /** How long inserting has waited in total, including a wait that goes on now. */
  public long insertWaitNanos() {
    return insertWait.nanos();
  }

  /** How long sampling has waited in total, including a wait that goes on now. */
  public long sampleWaitNanos() {
    return sampleWait.nanos();
  }

  /** A sentence for people that says who waits now, and for what. */
  public String explanation() {
    if (store.inserted() < limit.minimumInserts()) {
      return String.format(
          Locale.ROOT,
          "learning waits for the first rows: %,d of %,d are there",
          store.inserted(),
          limit.minimumInserts());
    }
    String numbers =
        String.format(
            Locale.ROOT,
            "%,d rows came in and %,d were sampled, where %s samples per row would be %,.0f, and %s"
                + " are tolerated either way",
            store.inserted(),
            store.sampled(),
            limit.samplesPerInsert(),
            store.sampled() + balance(),
            limit.tolerance());
    if (!sampleFits()) {
      return "learning waits for acting: " + numbers;
    }
    if (!insertFits(blockRows)) {
      return "acting waits for learning: " + numbers;
    }
    return "neither acting nor learning waits: " + numbers;
  }

  private boolean insertFits(int rows) {
    return balance() + limit.samplesPerInsert() * rows <= limit.tolerance() + ROUNDING;
  }

  private boolean sampleFits() {
    return store.inserted() >= limit.minimumInserts()
        && balance() - limit.batchSize() >= -limit.tolerance() - ROUNDING;
  }

  /** How many samples learning is behind acting; negative where it is ahead. */
  private double balance() {
    return limit.samplesPerInsert() * (store.inserted() - limit.minimumInserts()) - store.sampled();
  }

  /** How long one side has waited. */
  private static final class Wait {

    private final NanoClock clock;
    private boolean waiting;
    private long since;
    private long nanos;

    private Wait(NanoClock clock) {
      this.clock = clock;
    }

    private boolean unless(boolean free) {
      if (waiting == free) {
        if (free) {
          nanos = nanos();
        } else {
          since = clock.nanoTime();
        }
        waiting = !free;
      }
      return free;
    }

    private long nanos() {
      return waiting ? nanos + clock.nanoTime() - since : nanos;
    }
  }
}
