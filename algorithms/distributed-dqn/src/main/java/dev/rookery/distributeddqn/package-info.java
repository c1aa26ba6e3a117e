/**
 * Several DQN agents, each with its own replay and network, and one target network that is made of
 * what all of them learn.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.distributeddqn;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
