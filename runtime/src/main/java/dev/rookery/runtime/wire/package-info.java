/**
 * The messages between roles: an SBE header, then rows, parameters or text as plain bytes. Writers
 * keep a message until a publication takes it. Readers check every length and hash before they pass
 * anything on. The headers are in {@code src/main/sbe/rookery.xml}.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.runtime.wire;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
