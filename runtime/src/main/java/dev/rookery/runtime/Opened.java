package dev.rookery.runtime;

import java.util.ArrayDeque;

/** What a constructor or factory has opened so far, to be closed if it fails. Not thread-safe. */
public final class Opened {

  private final ArrayDeque<AutoCloseable> resources = new ArrayDeque<>();

  /** Nothing yet. */
  public Opened() {}

  /** Keeps a resource that was just opened; returns it. */
  public <T extends AutoCloseable> T add(T resource) {
    resources.push(resource);
    return resource;
  }

  /** Closes everything, the last opened first. What fails meanwhile is suppressed in the cause. */
  public void closeAfter(Throwable cause) {
    while (!resources.isEmpty()) {
      try {
        resources.pop().close();
      } catch (Exception | Error e) {
        if (e != cause) {
          cause.addSuppressed(e);
        }
      }
    }
  }
}
