package dev.rookery.transport.aeron;

import io.aeron.AvailableImageHandler;
import io.aeron.Image;
import io.aeron.UnavailableImageHandler;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Who has come and gone, from Aeron's thread to the one that polls. An image is gone only after all
 * of it was read, or once it was cut off from a subscriber that read nothing for long.
 */
final class Publishers implements AvailableImageHandler, UnavailableImageHandler {

  /** An image that has come, or is gone. */
  record Change(Image image, boolean gone) {}

  private final ArrayDeque<Change> changes = new ArrayDeque<>();
  private volatile boolean changed;
  private volatile int count;

  @Override
  public void onAvailableImage(Image image) {
    add(new Change(image, false));
  }

  @Override
  public void onUnavailableImage(Image image) {
    add(new Change(image, true));
  }

  private synchronized void add(Change change) {
    changes.add(change);
    changed = true;
    if (!change.gone) {
      count++;
    }
  }

  /** Whether {@link #next} has anything to say. */
  boolean hasChanged() {
    return changed;
  }

  /** The next change; one that is gone is not counted from now on. */
  synchronized @Nullable Change next() {
    Change change = changes.poll();
    changed = !changes.isEmpty();
    if (change != null && change.gone) {
      count--;
    }
    return change;
  }

  /** How many have come and were not yet said to be gone. */
  int count() {
    return count;
  }
}
