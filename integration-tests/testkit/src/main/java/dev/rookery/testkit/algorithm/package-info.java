/**
 * Tests that every algorithm passes that learns from replay: {@link
 * dev.rookery.testkit.algorithm.LearnerContract}.
 */
@NullMarked
package dev.rookery.testkit.algorithm;

import org.jspecify.annotations.NullMarked;
