/**
 * Actor-critics whose actors never wait for the learner, corrected for it by V-trace: IMPALA, and
 * APPO, which is PPO's clipped loss on the same targets.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.impala;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
