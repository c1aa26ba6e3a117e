/**
 * Numbers that change in the course of training: {@link dev.rookery.core.schedule.Schedule}. And
 * one that differs from actor to actor: {@link dev.rookery.core.schedule.EpsilonLadder}.
 */
@NullMarked
package dev.rookery.core.schedule;

import org.jspecify.annotations.NullMarked;
