/**
 * The five games of MinAtar (Young and Tian 2019, "MinAtar: An Atari-Inspired Testbed for Thorough
 * and Reproducible Reinforcement Learning Experiments", arXiv:1903.03176).
 *
 * <p>MinAtar's program is under the GPL. These classes were written from a description of the rules
 * in words and from recorded episodes alone, never from MinAtar's source or a copy or port of it.
 * They agree with the recordings in every step.
 *
 * <p>A game is one class; {@code MinAtarGame} is what they share.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.envs.minatar;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
