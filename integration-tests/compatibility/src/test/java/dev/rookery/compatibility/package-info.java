/**
 * Whether what users have of an earlier release still works. The API is in {@link
 * dev.rookery.compatibility.api}, files are in {@link dev.rookery.compatibility.file}, and what a
 * release needs is in {@link dev.rookery.compatibility.release}; this package knows which modules
 * are published.
 */
@NullMarked
package dev.rookery.compatibility;

import org.jspecify.annotations.NullMarked;
