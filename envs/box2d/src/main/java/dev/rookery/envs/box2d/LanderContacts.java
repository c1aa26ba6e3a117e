package dev.rookery.envs.box2d;

import java.util.List;
import org.jbox2d.callbacks.ContactImpulse;
import org.jbox2d.callbacks.ContactListener;
import org.jbox2d.collision.Manifold;
import org.jbox2d.dynamics.Body;
import org.jbox2d.dynamics.contacts.Contact;

/**
 * Follows the events of contacts with the ground. A leg counts as touching after a begin and as not
 * touching after an end, so one that leaves an edge while it is still on the next may be missed;
 * Gymnasium has it so.
 */
final class LanderContacts implements ContactListener {

  private final Body lander;
  private final List<Body> legs;
  private final boolean[] touching;
  private boolean crashed;

  LanderContacts(Body lander, List<Body> legs) {
    this.lander = lander;
    this.legs = legs;
    touching = new boolean[legs.size()];
  }

  /** Whether the lander itself, not a leg, has touched the ground. */
  boolean crashed() {
    return crashed;
  }

  /** Whether a leg touches the ground. */
  boolean touches(int leg) {
    return touching[leg];
  }

  @Override
  public void beginContact(Contact contact) {
    crashed |= isOf(contact, lander);
    mark(contact, true);
  }

  @Override
  public void endContact(Contact contact) {
    mark(contact, false);
  }

  private void mark(Contact contact, boolean touches) {
    for (int i = 0; i < touching.length; i++) {
      if (isOf(contact, legs.get(i))) {
        touching[i] = touches;
      }
    }
  }

  private static boolean isOf(Contact contact, Body body) {
    return contact.getFixtureA().getBody() == body || contact.getFixtureB().getBody() == body;
  }

  @Override
  public void preSolve(Contact contact, Manifold oldManifold) {}

  @Override
  public void postSolve(Contact contact, ContactImpulse impulse) {}
}
