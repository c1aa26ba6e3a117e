/**
 * The messages between roles: SBE headers, then rows or parameters as plain bytes. Writers keep
 * their messages until a publication takes them; readers check every length and hash before they
 * hand anything over.
 */
@NullMarked
package dev.rookery.runtime.wire;

import org.jspecify.annotations.NullMarked;
