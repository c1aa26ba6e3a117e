/**
 * Settings as records: each component carries a {@link dev.rookery.settings.Setting} with its
 * meaning and range, and {@link dev.rookery.settings.Settings} describes, parses, checks and
 * changes them.
 */
@NullMarked
package dev.rookery.settings;

import org.jspecify.annotations.NullMarked;
