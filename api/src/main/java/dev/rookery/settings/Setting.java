package dev.rookery.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What one component of a settings record means, and which values it may take. Components may be
 * {@code int}, {@code long}, {@code double}, {@code boolean}, {@link String}, an enum, or a {@code
 * List} of {@link Integer}, {@link Double} or {@link String}, whose range holds for each entry.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

  /** The meaning, in one sentence for people; with units. */
  String value();

  /** The lowest number allowed. */
  double min() default Double.NEGATIVE_INFINITY;

  /** The highest number allowed. */
  double max() default Double.POSITIVE_INFINITY;

  /** Whether {@link #min()} itself is not allowed. */
  boolean aboveMin() default false;
}
