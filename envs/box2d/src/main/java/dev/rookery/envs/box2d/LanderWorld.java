package dev.rookery.envs.box2d;

import java.util.List;
import org.jbox2d.collision.shapes.EdgeShape;
import org.jbox2d.collision.shapes.MassData;
import org.jbox2d.collision.shapes.PolygonShape;
import org.jbox2d.common.Settings;
import org.jbox2d.common.Vec2;
import org.jbox2d.dynamics.Body;
import org.jbox2d.dynamics.BodyDef;
import org.jbox2d.dynamics.BodyType;
import org.jbox2d.dynamics.FixtureDef;
import org.jbox2d.dynamics.World;
import org.jbox2d.dynamics.joints.RevoluteJointDef;

/**
 * The bodies of one episode: the moon, the lander, and a leg at each side (0 the right one, 1 the
 * left), which hangs on a joint with a spring. Lander and legs touch only the moon. Lengths are in
 * metres from the lower left corner of the view.
 */
final class LanderWorld {

  /** Pixels of Gymnasium's view to the metre, in which it gives lengths. */
  static final double SCALE = 30;

  static final double WIDTH = 600 / SCALE;
  static final double HEIGHT = 400 / SCALE;
  static final double STEPS_PER_SECOND = 50;

  private static final double LEG_AWAY = 20 / SCALE;
  private static final double LEG_DOWN = 18 / SCALE;

  /** How high the lander's origin is when it stands on the pad. */
  static final double RESTING_HEIGHT = LanderTerrain.PAD_HEIGHT + LEG_DOWN;

  static final double LEG_HALF_WIDTH = 2 / SCALE;
  static final double LEG_HALF_HEIGHT = 8 / SCALE;

  private static final double[] OUTLINE = {-14, 17, -17, 0, -17, -10, 17, -10, 17, 0, 14, 17};
  private static final int VELOCITY_ITERATIONS = 180;
  private static final int POSITION_ITERATIONS = 60;
  private static final int GROUND_CATEGORY = 0x01;
  private static final int LANDER_CATEGORY = 0x10;
  private static final int LEG_CATEGORY = 0x20;
  private static final float LEG_ANGLE = 0.05f;

  /** Each of the three bodies may be over each edge. */
  private static final int CONTACTS = 3 * LanderTerrain.POINTS;

  static {
    // Tables are too inexact. The setting is the whole JVM's, so it comes before any world.
    Settings.SINCOS_LUT_ENABLED = false;
  }

  private final LanderTerrain terrain;
  private final World world;
  private final Body lander;
  private final List<Body> legs;
  private final LanderContacts contacts;
  private final Vec2 vector = new Vec2();
  private final Vec2 point = new Vec2();

  /** With the lander upright in the middle of the view's upper edge, at rest. */
  LanderWorld(double gravity, LanderTerrain terrain) {
    this.terrain = terrain;
    world = new World(vector(0, gravity), new EdgeContactPool(CONTACTS));
    addMoon();
    lander = addLander();
    legs = List.of(addLeg(-1), addLeg(1));
    contacts = new LanderContacts(lander, legs);
    world.setContactListener(contacts);
  }

  private void addMoon() {
    Body moon = world.createBody(new BodyDef());
    FixtureDef fixture = new FixtureDef();
    fixture.filter.categoryBits = GROUND_CATEGORY;
    fixture.shape = edge(0, 0, WIDTH, 0);
    moon.createFixture(fixture);
    fixture.friction = 0.1f;
    for (int i = 1; i < LanderTerrain.POINTS; i++) {
      fixture.shape =
          edge(
              LanderTerrain.x(i - 1), terrain.height(i - 1), LanderTerrain.x(i), terrain.height(i));
      moon.createFixture(fixture);
    }
  }

  private Body addLander() {
    PolygonShape shape = new PolygonShape();
    Vec2[] corners = new Vec2[OUTLINE.length / 2];
    for (int i = 0; i < corners.length; i++) {
      corners[i] = vector(OUTLINE[2 * i] / SCALE, OUTLINE[2 * i + 1] / SCALE);
    }
    shape.set(corners, corners.length);
    FixtureDef fixture = new FixtureDef();
    fixture.shape = shape;
    fixture.density = 5;
    fixture.friction = 0.1f;
    fixture.filter.categoryBits = LANDER_CATEGORY;
    fixture.filter.maskBits = GROUND_CATEGORY;
    Body body = world.createBody(dynamicBody(WIDTH / 2, 0));
    body.createFixture(fixture);
    body.setMassData(landerMass());
    return body;
  }

  /** The mass data that Box2D computes; JBox2D's inertia of this polygon is 0.34 % too large. */
  private static MassData landerMass() {
    MassData mass = new MassData();
    mass.mass = 4.8166666f;
    mass.center.set(0, 0.10130719f);
    mass.I = 0.8333149f;
    return mass;
  }

  /** Adds the leg at the right (-1) or at the left (1), and its joint. */
  private Body addLeg(int side) {
    PolygonShape shape = new PolygonShape();
    shape.setAsBox((float) LEG_HALF_WIDTH, (float) LEG_HALF_HEIGHT);
    FixtureDef fixture = new FixtureDef();
    fixture.shape = shape;
    fixture.density = 1;
    fixture.filter.categoryBits = LEG_CATEGORY;
    fixture.filter.maskBits = GROUND_CATEGORY;
    Body leg = world.createBody(dynamicBody(WIDTH / 2 - side * LEG_AWAY, side * LEG_ANGLE));
    leg.createFixture(fixture);
    addJoint(leg, side);
    return leg;
  }

  private void addJoint(Body leg, int side) {
    RevoluteJointDef joint = new RevoluteJointDef();
    joint.bodyA = lander;
    joint.bodyB = leg;
    joint.localAnchorB.set(vector(side * LEG_AWAY, LEG_DOWN));
    // Gymnasium's binding of Box2D takes the angle between the bodies; JBox2D would take 0.
    joint.referenceAngle = leg.getAngle() - lander.getAngle();
    joint.enableLimit = true;
    joint.lowerAngle = side < 0 ? 0.4f : -0.9f;
    joint.upperAngle = side < 0 ? 0.9f : -0.4f;
    joint.enableMotor = true;
    joint.motorSpeed = 0.3f * side;
    joint.maxMotorTorque = 40;
    world.createJoint(joint);
  }

  private static BodyDef dynamicBody(double x, float angle) {
    BodyDef body = new BodyDef();
    body.type = BodyType.DYNAMIC;
    body.position.set(vector(x, HEIGHT));
    body.angle = angle;
    return body;
  }

  private static EdgeShape edge(double fromX, double fromY, double toX, double toY) {
    EdgeShape edge = new EdgeShape();
    edge.set(vector(fromX, fromY), vector(toX, toY));
    return edge;
  }

  private static Vec2 vector(double x, double y) {
    return new Vec2((float) x, (float) y);
  }

  /** The lander's corners in its own frame: x and y of each, counter-clockwise. */
  static double[] outline() {
    double[] outline = OUTLINE.clone();
    for (int i = 0; i < outline.length; i++) {
      outline[i] /= SCALE;
    }
    return outline;
  }

  LanderTerrain terrain() {
    return terrain;
  }

  /** Lets a force, N, act on the lander's centre of mass during the next step. */
  void push(double forceX, double forceY) {
    lander.applyForceToCenter(vector.set((float) forceX, (float) forceY));
  }

  /** Lets a torque, N m, act on the lander during the next step. */
  void turn(double torque) {
    lander.applyTorque((float) torque);
  }

  /** Gives the lander an impulse, N s, at a point. */
  void kick(double impulseX, double impulseY, double pointX, double pointY) {
    vector.set((float) impulseX, (float) impulseY);
    lander.applyLinearImpulse(vector, point.set((float) pointX, (float) pointY));
  }

  /** One step in time. */
  void advance() {
    world.step((float) (1 / STEPS_PER_SECOND), VELOCITY_ITERATIONS, POSITION_ITERATIONS);
  }

  /** Where the lander's origin is; its centre of mass is a little higher. */
  double x() {
    return lander.getPosition().x;
  }

  double y() {
    return lander.getPosition().y;
  }

  /** The lander's angle, rad, counter-clockwise. */
  double angle() {
    return lander.getAngle();
  }

  /** The velocity of the lander's centre of mass, m/s. */
  double velocityX() {
    return lander.getLinearVelocity().x;
  }

  double velocityY() {
    return lander.getLinearVelocity().y;
  }

  /** The lander's angular velocity, rad/s. */
  double angularVelocity() {
    return lander.getAngularVelocity();
  }

  double legX(int leg) {
    return legs.get(leg).getPosition().x;
  }

  double legY(int leg) {
    return legs.get(leg).getPosition().y;
  }

  double legAngle(int leg) {
    return legs.get(leg).getAngle();
  }

  boolean touches(int leg) {
    return contacts.touches(leg);
  }

  /** Whether the lander itself, not a leg, has touched the ground in this episode. */
  boolean crashed() {
    return contacts.crashed();
  }

  /** Whether the lander has come to rest. */
  boolean asleep() {
    return !lander.isAwake();
  }
}
