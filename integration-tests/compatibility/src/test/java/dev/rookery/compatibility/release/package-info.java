/** What Maven Central and users want of each published module: metadata and documentation. */
@NullMarked
package dev.rookery.compatibility.release;

import org.jspecify.annotations.NullMarked;
