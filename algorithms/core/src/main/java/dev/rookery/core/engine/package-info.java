/**
 * The one place that knows how DJL's PyTorch engine is started, and how gradients are taken. Start
 * at {@link dev.rookery.core.engine.TorchEngine}.
 */
@NullMarked
package dev.rookery.core.engine;

import org.jspecify.annotations.NullMarked;
