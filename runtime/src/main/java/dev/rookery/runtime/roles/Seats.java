package dev.rookery.runtime.roles;

import dev.rookery.Seeds;
import org.jspecify.annotations.Nullable;

/**
 * Who sits where: the learner's table of the run's actors. As many places as the run has actors,
 * and never more, whoever asks.
 */
final class Seats {

  /** An actor of another process that was not heard of for so long may lose its place. */
  static final long SILENT_NANOS = 10_000_000_000L;

  private final Place[] places;
  private final long incarnation;
  private long sessions;

  /**
   * An empty table.
   *
   * @param incarnation the root of the sessions' numbers
   */
  Seats(int actors, long incarnation) {
    this.incarnation = incarnation;
    places = new Place[actors];
    for (int i = 0; i < actors; i++) {
      places[i] = new Place(i);
    }
  }

  int count() {
    return places.length;
  }

  /** How many sessions there have been. */
  long sessions() {
    return sessions;
  }

  Place get(int actorId) {
    return places[actorId];
  }

  /** The place of a session, or null if it has none. */
  @Nullable Place find(int actorId, long session) {
    boolean known =
        session != Place.NOBODY
            && actorId >= 0
            && actorId < places.length
            && places[actorId].session == session;
    return known ? places[actorId] : null;
  }

  /** The place that a request has got already, or null. */
  @Nullable Place ofNonce(long nonce) {
    for (Place place : places) {
      if (place.isTaken() && !place.local && place.nonce == nonce) {
        return place;
      }
    }
    return null;
  }

  /** Whether a request has had its place, and lost it again. */
  boolean isOver(long nonce) {
    for (Place place : places) {
      if (nonce != 0 && place.earlierNonce == nonce) {
        return true;
      }
    }
    return false;
  }

  /** A place that nobody has, else one of whom nothing was heard for long, or null. */
  @Nullable Place free(long now) {
    Place silent = null;
    for (Place place : places) {
      if (!place.isTaken()) {
        return place;
      }
      if (silent == null && !isConnected(place, now)) {
        silent = place;
      }
    }
    return silent;
  }

  /** Gives a place to a new session. */
  Place give(int actorId, long nonce, boolean local, long now) {
    long session = Place.NOBODY;
    while (session == Place.NOBODY) {
      session = Seeds.derive(incarnation, sessions++);
    }
    places[actorId].give(session, nonce, local, now);
    return places[actorId];
  }

  /** For so long nobody listened: that does not count as silence. */
  void excuse(long nanos) {
    for (Place place : places) {
      place.heard += nanos;
    }
  }

  boolean isConnected(Place place, long now) {
    return place.isTaken() && (place.local || now - place.heard < SILENT_NANOS);
  }

  /** How many actors are there. */
  int connected(long now) {
    int connected = 0;
    for (Place place : places) {
      connected += isConnected(place, now) ? 1 : 0;
    }
    return connected;
  }

  /** Whether all actors are in the learner's own process, so that nobody else can have a say. */
  boolean areAllLocal() {
    for (Place place : places) {
      if (!place.isTaken() || !place.local) {
        return false;
      }
    }
    return true;
  }
}
