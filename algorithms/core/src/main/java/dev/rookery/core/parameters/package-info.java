/**
 * A network's parameters as one flat vector: {@link dev.rookery.core.parameters.ParameterArena}.
 */
@NullMarked
package dev.rookery.core.parameters;

import org.jspecify.annotations.NullMarked;
