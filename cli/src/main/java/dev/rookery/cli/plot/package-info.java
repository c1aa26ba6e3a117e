/**
 * Learning curves of runs, drawn into a picture: start at {@link dev.rookery.cli.plot.Plot}. Only
 * {@link dev.rookery.cli.plot.CurveChart} knows the drawing library; the command itself is not
 * here.
 */
@NullMarked
package dev.rookery.cli.plot;

import org.jspecify.annotations.NullMarked;
