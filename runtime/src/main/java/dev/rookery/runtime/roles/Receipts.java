package dev.rookery.runtime.roles;

import dev.rookery.runtime.wire.TakenMessage;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Transport;
import java.util.ArrayList;
import java.util.List;

/**
 * The learner's receipts: tells each actor how much of its experience has been taken, so that
 * actors stay close to the learner whatever room the transport has in between.
 */
final class Receipts implements AutoCloseable {

  private final Transport transport;
  private final TakenMessage message = new TakenMessage();
  private final List<Actor> actors = new ArrayList<>();

  private static final class Actor {
    final int id;
    final Publication publication;
    long taken;
    long told;

    Actor(int id, Publication publication) {
      this.id = id;
      this.publication = publication;
    }
  }

  Receipts(Transport transport) {
    this.transport = transport;
  }

  /** An actor's experience was taken, up to so many of its steps. */
  void taken(int actorId, long actorSteps) {
    actor(actorId).taken = actorSteps;
  }

  /** Tells those actors that have not heard yet. */
  void send() {
    for (int i = 0; i < actors.size(); i++) {
      Actor actor = actors.get(i);
      if (actor.told != actor.taken && message.offer(actor.publication, actor.taken) >= 0) {
        actor.told = actor.taken;
      }
    }
  }

  private Actor actor(int id) {
    for (int i = 0; i < actors.size(); i++) {
      if (actors.get(i).id == id) {
        return actors.get(i);
      }
    }
    Actor added = new Actor(id, transport.publish(Streams.taken(id)));
    actors.add(added);
    return added;
  }

  @Override
  public void close() {
    actors.forEach(actor -> actor.publication.close());
  }
}
