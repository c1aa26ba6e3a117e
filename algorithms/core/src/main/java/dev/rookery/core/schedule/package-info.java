/**
 * Numbers that change in the course of training: {@link dev.rookery.core.schedule.Schedule}. And
 * one that differs from actor to actor: {@link dev.rookery.core.schedule.EpsilonLadder}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package dev.rookery.core.schedule;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
