/**
 * The classic control tasks, with the dynamics of Gymnasium's environments of the same names.
 *
 * <p>Arithmetic is in double precision and sines and cosines are those of {@link StrictMath}, so an
 * episode is the same on every machine, bit for bit; observations are rounded to float32.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.envs.classic;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
