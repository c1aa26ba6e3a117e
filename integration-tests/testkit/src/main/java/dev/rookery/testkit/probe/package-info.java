/**
 * Whether an algorithm learns: it is trained on tasks so small that each fails for one kind of
 * mistake. Start with {@link dev.rookery.testkit.probe.LearnsProbes}.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.testkit.probe;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
