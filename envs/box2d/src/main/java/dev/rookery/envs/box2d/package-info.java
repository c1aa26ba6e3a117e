/**
 * Environments of rigid bodies: a lander above the moon, with the rules of Gymnasium's {@code
 * LunarLander-v3}, and the physics of JBox2D. Start with {@link
 * dev.rookery.envs.box2d.LunarLander}.
 *
 * <p>Every episode has a JBox2D world of its own, which one thread uses. Arithmetic is that of Java
 * and of {@link StrictMath}, so an episode is the same on every machine, bit for bit.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.envs.box2d;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
