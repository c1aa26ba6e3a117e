/** Numbers that change in the course of training: {@link dev.rookery.core.schedule.Schedule}. */
@NullMarked
package dev.rookery.core.schedule;

import org.jspecify.annotations.NullMarked;
