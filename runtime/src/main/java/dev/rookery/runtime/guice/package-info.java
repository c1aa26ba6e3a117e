/**
 * Training in an application that is wired by Guice. Start at {@link
 * dev.rookery.runtime.guice.TrainingModule}.
 */
@NullMarked
package dev.rookery.runtime.guice;

import org.jspecify.annotations.NullMarked;
