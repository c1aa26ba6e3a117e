/** The transport within one process. */
@NullMarked
package dev.rookery.transport.local;

import org.jspecify.annotations.NullMarked;
