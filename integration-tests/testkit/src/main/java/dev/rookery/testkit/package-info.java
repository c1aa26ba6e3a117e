/** What tests of plugins share: contract tests of the SPIs, and arbitraries for properties. */
@NullMarked
package dev.rookery.testkit;

import org.jspecify.annotations.NullMarked;
