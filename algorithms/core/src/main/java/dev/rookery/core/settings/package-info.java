/**
 * Settings that algorithms share. An algorithm's config is a record that implements the interfaces
 * of the settings it has: its components stand bare, and meaning, range, default and the method
 * that changes a setting come from the interface. What an algorithm has by default besides is in
 * its config's {@code defaults()}.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.core.settings;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
