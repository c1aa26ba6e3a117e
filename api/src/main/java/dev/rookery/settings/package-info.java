/**
 * Settings as records: each component carries a {@link dev.rookery.settings.Setting} with its
 * meaning and range, and {@link dev.rookery.settings.Settings} describes, parses, checks and
 * changes them.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.settings;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
