/**
 * Writes the projects of {@code rookery new}: {@link dev.rookery.cli.project.ProjectName} says how
 * things are called, {@link dev.rookery.cli.project.ProjectKind} which files there are, and {@link
 * dev.rookery.cli.project.NewProject} fills in the templates, which are resources of this package.
 */
@NullMarked
package dev.rookery.cli.project;

import org.jspecify.annotations.NullMarked;
