/**
 * Ready-made environments: {@link dev.rookery.envs.classic} control, toy {@link
 * dev.rookery.envs.text}, the games of {@link dev.rookery.envs.minatar}, {@link
 * dev.rookery.envs.probe} environments whose right values are known, and {@link
 * dev.rookery.envs.wrappers}.
 *
 * <p>Every environment and wrapper is found by name through a provider; {@link
 * dev.rookery.envs.TimeLimitedProvider} is what the environments' providers share.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.envs;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
