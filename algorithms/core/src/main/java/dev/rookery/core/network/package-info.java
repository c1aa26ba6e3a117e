/**
 * Networks as DJL block trees. Say what is wanted in a {@link dev.rookery.core.network.NetworkSpec}
 * and {@linkplain dev.rookery.core.network.NetworkSpec#build build} a {@link
 * dev.rookery.core.network.Network} of it; its parameters have stable names and known shapes from
 * the start, and no engine is needed until it runs.
 *
 * <p>New kinds of outputs are {@link dev.rookery.core.network.Head}s, new kinds of layers {@link
 * dev.rookery.core.network.Layer}s. Where the parameters live is not decided here, nor how they are
 * learned.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package dev.rookery.core.network;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
