/** Work on a thread of its own, beside the thread that asks for it. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package dev.rookery.core.background;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
