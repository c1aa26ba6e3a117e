/**
 * Episodes for people to look at: {@link dev.rookery.cli.watch.WatchedEpisodes} plays them, and a
 * {@link dev.rookery.cli.watch.Screen}, a terminal or a GIF, shows their frames. The command itself
 * is not here.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.cli.watch;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
