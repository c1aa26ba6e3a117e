/**
 * Learning curves of runs, drawn into a picture: start at {@link dev.rookery.cli.plot.Plot}. Only
 * {@link dev.rookery.cli.plot.CurveChart} knows the drawing library; the command itself is not
 * here.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package dev.rookery.cli.plot;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
