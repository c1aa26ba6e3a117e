/** What algorithms share; start at the package that has the name of what you look for. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package dev.rookery.core;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
