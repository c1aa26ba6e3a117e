/**
 * Actor-critics whose actors never wait for the learner, corrected for it by V-trace: IMPALA, and
 * APPO, which is PPO's clipped loss on the same targets.
 */
@NullMarked
package dev.rookery.impala;

import org.jspecify.annotations.NullMarked;
