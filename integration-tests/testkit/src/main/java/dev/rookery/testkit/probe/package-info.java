/**
 * Whether an algorithm learns: it is trained on tasks so small that each fails for one kind of
 * mistake. Start with {@link dev.rookery.testkit.probe.LearnsProbes}.
 */
@NullMarked
package dev.rookery.testkit.probe;

import org.jspecify.annotations.NullMarked;
