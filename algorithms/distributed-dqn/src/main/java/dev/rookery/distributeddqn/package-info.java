/**
 * Several DQN agents, each with its own replay and network, and one target network that is made of
 * what all of them learn.
 */
@NullMarked
package dev.rookery.distributeddqn;

import org.jspecify.annotations.NullMarked;
