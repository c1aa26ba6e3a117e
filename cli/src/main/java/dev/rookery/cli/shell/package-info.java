/** Commands as text for people to paste into a shell. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.cli.shell;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
