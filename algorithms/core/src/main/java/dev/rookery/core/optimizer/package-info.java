/**
 * Optimizers over flat vectors: one fused loop over plain arrays, which the JIT compiler
 * vectorises.
 */
@NullMarked
package dev.rookery.core.optimizer;

import org.jspecify.annotations.NullMarked;
