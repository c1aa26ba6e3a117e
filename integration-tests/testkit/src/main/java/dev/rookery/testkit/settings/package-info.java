/**
 * Tests that every settings record passes: {@link dev.rookery.testkit.settings.SettingsContract}.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.testkit.settings;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
