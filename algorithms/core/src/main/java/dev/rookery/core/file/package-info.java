/** Files that others read while they are written: they appear whole, or stay as they were. */
@NullMarked
package dev.rookery.core.file;

import org.jspecify.annotations.NullMarked;
