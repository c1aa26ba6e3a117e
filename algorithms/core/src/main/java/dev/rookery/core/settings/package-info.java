/**
 * Settings that algorithms share. An algorithm's config is a record that implements the interfaces
 * of the settings it has: its components stand bare, and meaning, range, default and the method
 * that changes a setting come from the interface. What an algorithm has by default besides is in
 * its config's {@code defaults()}.
 */
@NullMarked
package dev.rookery.core.settings;

import org.jspecify.annotations.NullMarked;
