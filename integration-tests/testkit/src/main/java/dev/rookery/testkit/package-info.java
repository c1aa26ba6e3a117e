/**
 * Tests for what plugins and programs bring: contracts of the SPIs, of losses and of returns, each
 * an abstract class to extend, probes of whether an algorithm learns, and arbitraries for
 * properties. This package measures memory; each kind of contract has a package of its own.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.testkit;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
