/**
 * Optimizers over flat vectors: one fused loop over plain arrays, which the JIT compiler
 * vectorises.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package dev.rookery.core.optimizer;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
