/**
 * Files that others read while they are written: with {@link dev.rookery.core.file.WholeFile} they
 * appear whole, or stay as they were. {@link dev.rookery.core.file.Problems} says why a file could
 * not be read or written, {@link dev.rookery.core.file.FileTree} deletes directories.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.core.file;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
