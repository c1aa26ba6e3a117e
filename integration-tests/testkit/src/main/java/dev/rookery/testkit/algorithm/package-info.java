/**
 * Tests that algorithms pass. Every one in real runs: {@link
 * dev.rookery.testkit.algorithm.RunContract}. Those that learn from replay: {@link
 * dev.rookery.testkit.algorithm.LearnerContract}.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.testkit.algorithm;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
