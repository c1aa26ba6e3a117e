/**
 * Experience on its way from the actor to the learner: rows of one fixed width, declared by an
 * {@link dev.rookery.experience.ExperienceSchema}, carried in blocks, kept by an {@link
 * dev.rookery.experience.ExperienceStore} such as a {@link dev.rookery.experience.ReplayBuffer}.
 *
 * <p>Buffers of rows are in the machine's byte order.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.experience;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
