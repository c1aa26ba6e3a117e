package dev.rookery.transport.aeron;

import io.aeron.AvailableImageHandler;
import io.aeron.Image;
import io.aeron.UnavailableImageHandler;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The publishers that have come or gone, reported by Aeron's thread to the polling thread. An image
 * is gone after all of it was read, or when a subscriber that read nothing for long was cut off.
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

  /** Whether {@link #next} returns a change. */
  boolean hasChanged() {
    return changed;
  }

  /** The next change, or null; a publisher that is gone is not counted from now on. */
  synchronized @Nullable Change next() {
    Change change = changes.poll();
    changed = !changes.isEmpty();
    if (change != null && change.gone) {
      count--;
    }
    return change;
  }

  /** How many publishers there are, without those reported as gone. */
  int count() {
    return count;
  }
}
