/**
 * What the documentation says is true: its Java compiles, its commands and configurations are
 * accepted, its links lead somewhere, its programs run. {@link
 * dev.rookery.endtoend.docs.MarkdownPage} takes pages apart.
 */
@NullMarked
package dev.rookery.endtoend.docs;

import org.jspecify.annotations.NullMarked;
