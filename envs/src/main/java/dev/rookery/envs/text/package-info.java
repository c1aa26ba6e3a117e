/**
 * The toy-text environments, with the rules of Gymnasium's environments of the same names. Most are
 * a {@link dev.rookery.envs.text.TransitionTable} in a {@link
 * dev.rookery.envs.text.TabularEnvironment}, which serve for tables of your own too.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.envs.text;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
