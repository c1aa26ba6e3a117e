package dev.rookery.envs.box2d;

import org.jbox2d.collision.Manifold;
import org.jbox2d.common.Transform;
import org.jbox2d.dynamics.contacts.Contact;
import org.jbox2d.dynamics.contacts.EdgeAndPolygonContact;
import org.jbox2d.pooling.IDynamicStack;
import org.jbox2d.pooling.IWorldPool;
import org.jbox2d.pooling.normal.DefaultWorldPool;
import org.jbox2d.pooling.normal.MutableStack;

/**
 * A pool of JBox2D objects for one world, whose contacts of edges and polygons can be evaluated in
 * several worlds at once. JBox2D computes them with a vector that all worlds share, a static field
 * of {@link Transform}, so they take turns.
 */
final class EdgeContactPool extends DefaultWorldPool {

  private static final int VECTORS = 100;
  private static final int VECTORS_AT_ONCE = 10;

  private final IDynamicStack<Contact> contacts;

  /** With so many contacts before it has to make more. */
  EdgeContactPool(int contacts) {
    super(VECTORS, VECTORS_AT_ONCE);
    this.contacts =
        new MutableStack<Contact>(contacts) {
          @Override
          protected Contact newInstance() {
            return new LockedContact(EdgeContactPool.this);
          }
        };
  }

  @Override
  public IDynamicStack<Contact> getEdgePolyContactStack() {
    return contacts;
  }

  private static final class LockedContact extends EdgeAndPolygonContact {

    LockedContact(IWorldPool pool) {
      super(pool);
    }

    @Override
    @SuppressWarnings("LockOnNonEnclosingClassLiteral") // So that others can take turns with us.
    public void evaluate(Manifold manifold, Transform edge, Transform polygon) {
      synchronized (Transform.class) {
        super.evaluate(manifold, edge, polygon);
      }
    }
  }
}
