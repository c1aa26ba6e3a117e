/**
 * Who may write into a run directory. {@link dev.rookery.runtime.ownership.Ownership} is one
 * owner's right to it, which ends when another takes the directory over.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.runtime.ownership;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
