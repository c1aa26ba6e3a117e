/**
 * Tests that every settings record passes: {@link dev.rookery.testkit.settings.SettingsContract}.
 */
@NullMarked
package dev.rookery.testkit.settings;

import org.jspecify.annotations.NullMarked;
