/**
 * Writes the projects of {@code rookery new}: {@link dev.rookery.cli.project.ProjectName} says how
 * things are called, {@link dev.rookery.cli.project.ProjectKind} which files there are, and {@link
 * dev.rookery.cli.project.NewProject} fills in the templates, which are resources of this package.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.cli.project;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
