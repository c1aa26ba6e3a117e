package dev.rookery.settings;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which settings of a record somebody chose, as opposed to those that are as they are by default.
 *
 * <p>A component of this type is no setting of its own. {@link Settings#defaults} sets it to {@link
 * #NONE}, and {@link Settings#with} adds the names of what it changes, even where the new value is
 * the old one. Two of these are always equal, so records are equal if their settings are.
 */
public final class Explicit {

  /** Nothing was chosen: these are the defaults. */
  public static final Explicit NONE = new Explicit(false, Set.of());

  /** Everything was chosen, as by who calls a record's constructor. */
  public static final Explicit ALL = new Explicit(true, Set.of());

  private final boolean all;
  private final Set<String> names;

  private Explicit(boolean all, Set<String> names) {
    this.all = all;
    this.names = names;
  }

  /** Whether this setting was chosen. */
  public boolean includes(String setting) {
    return all || names.contains(setting);
  }

  /** With more settings that were chosen. */
  public Explicit and(Collection<String> settings) {
    Set<String> more = new TreeSet<>(names);
    more.addAll(settings);
    return new Explicit(all, more);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Explicit;
  }

  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return all ? "all" : names.toString();
  }
}
