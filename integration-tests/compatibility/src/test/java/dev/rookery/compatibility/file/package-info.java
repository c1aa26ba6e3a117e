/** Policies and checkpoints that earlier releases wrote, which are in the test resources. */
@NullMarked
package dev.rookery.compatibility.file;

import org.jspecify.annotations.NullMarked;
