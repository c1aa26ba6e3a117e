/** Helpers for tests of plugins: contract tests of the SPIs, and arbitraries for properties. */
@NullMarked
package dev.rookery.testkit;

import org.jspecify.annotations.NullMarked;
