/** Commands as text for people to paste into a shell. */
@NullMarked
package dev.rookery.cli.shell;

import org.jspecify.annotations.NullMarked;
