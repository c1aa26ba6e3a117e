/**
 * Training in an application that is wired by Guice. Start at {@link
 * dev.rookery.runtime.guice.TrainingModule}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package dev.rookery.runtime.guice;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
