package dev.rookery.internal;

import java.util.function.Function;

/** Hands resources to owners that are about to be made, so that a failure leaves none open. */
public final class Handover {

  private Handover() {}

  /**
   * Makes the owner of a resource, which closes it from then on. Where the owner cannot be made,
   * the resource is closed here.
   *
   * @param owner makes the owner, for example by a constructor that takes the resource
   */
  public static <R extends AutoCloseable, T> T of(R resource, Function<? super R, T> owner) {
    try {
      return owner.apply(resource);
    } catch (Throwable e) {
      closeAfter(e, resource);
      throw e;
    }
  }

  /**
   * Closes resources because something failed; what fails now is suppressed in {@code cause}.
   *
   * @param cause why they are closed
   * @param resources are closed in this order, each even if one before it fails
   */
  public static void closeAfter(Throwable cause, AutoCloseable... resources) {
    for (AutoCloseable resource : resources) {
      try {
        resource.close();
      } catch (Exception e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        cause.addSuppressed(e);
      }
    }
  }
}
