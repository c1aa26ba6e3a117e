/**
 * Experience on its way from the actor to the learner: rows of one fixed width, declared by an
 * {@link dev.rookery.experience.ExperienceSchema}, carried in blocks, kept by an {@link
 * dev.rookery.experience.ExperienceStore} such as a {@link dev.rookery.experience.ReplayBuffer}.
 *
 * <p>Buffers of rows are in the machine's byte order.
 */
@NullMarked
package dev.rookery.experience;

import org.jspecify.annotations.NullMarked;
