/**
 * Drawing environments for people to watch: an environment may offer a {@link
 * dev.rookery.render.Renderer}, which paints on a {@link dev.rookery.render.Frame}. What shows the
 * frames, a terminal or a file, is not here.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
@NullMarked
package dev.rookery.render;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
