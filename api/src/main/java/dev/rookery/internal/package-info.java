/**
 * Small helpers that several of Rookery's own modules need. No part of the API: programs and
 * plugins do not use them, and they may change with any version.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.internal;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
