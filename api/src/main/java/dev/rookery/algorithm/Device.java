package dev.rookery.algorithm;

/**
 * Where a learner computes.
 *
 * @param name {@code cpu}, the only one there is so far
 */
public record Device(String name) {

  /** The processor, in the host's memory. */
  public static final Device CPU = new Device("cpu");
}
