/**
 * The public API against its baseline, which is text in this module's folder {@code api}, a file
 * for each published module. {@link dev.rookery.compatibility.api.ApiBaselineTest} compares; {@link
 * dev.rookery.compatibility.api.PublicApi} says what belongs to the API, {@link
 * dev.rookery.compatibility.api.ApiText} is the format, and japicmp finds what breaks.
 */
@NullMarked
package dev.rookery.compatibility.api;

import org.jspecify.annotations.NullMarked;
