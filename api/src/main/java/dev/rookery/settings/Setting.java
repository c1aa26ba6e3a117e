package dev.rookery.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What one component of a settings record means, which values it may take, and its default. It
 * stands on the component; or on the parameter of the record's constructor, where Kotlin puts it;
 * or on a method of that name in an interface that the record implements, so that records share it.
 * The nearest one counts.
 *
 * <p>Components may be {@code int}, {@code long}, {@code double}, {@code boolean}, {@link String},
 * an enum, or a {@code List} of {@link Integer}, {@link Double} or {@link String}, whose range
 * holds for each entry.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER, ElementType.METHOD})
public @interface Setting {

  /** The {@link #defaultValue()} of a setting that has none. */
  String NO_DEFAULT = "\0";

  /** The meaning, in one sentence for people; with units. */
  String value();

  /** The lowest number allowed. */
  double min() default Double.NEGATIVE_INFINITY;

  /** The highest number allowed. */
  double max() default Double.POSITIVE_INFINITY;

  /** Whether {@link #min()} itself is not allowed. */
  boolean aboveMin() default false;

  /**
   * The default, as a user would write it, for {@link Settings#defaults}: {@code "2.5e-4"}, {@code
   * "256, 256"}.
   */
  String defaultValue() default NO_DEFAULT;
}
