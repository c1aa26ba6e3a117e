@NullMarked
package dev.rookery.core.policy;

import org.jspecify.annotations.NullMarked;
