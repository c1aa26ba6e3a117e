/** What algorithms share; start at the package that has the name of what you look for. */
@NullMarked
package dev.rookery.core;

import org.jspecify.annotations.NullMarked;
