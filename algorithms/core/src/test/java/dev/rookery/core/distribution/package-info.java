@NullMarked
package dev.rookery.core.distribution;

import org.jspecify.annotations.NullMarked;
