/**
 * The one place that knows how DJL's PyTorch engine is started, and how gradients are taken. Start
 * at {@link dev.rookery.core.engine.TorchEngine}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package dev.rookery.core.engine;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
