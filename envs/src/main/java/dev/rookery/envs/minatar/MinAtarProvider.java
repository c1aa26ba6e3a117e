package dev.rookery.envs.minatar;

import dev.rookery.environment.Environment;
import dev.rookery.envs.TimeLimitedProvider;
import java.util.OptionalDouble;
import java.util.function.BiFunction;

/** The base of the games' providers: version 0 has all six actions, version 1 the minimal set. */
abstract class MinAtarProvider<S extends Record & StickyActions> extends TimeLimitedProvider<S> {

  MinAtarProvider(
      String game,
      ActionSet actionSet,
      String description,
      S defaults,
      BiFunction<S, ActionSet, Environment> factory) {
    super(
        "MinAtar/" + game + (actionSet == ActionSet.ALL ? "-v0" : "-v1"),
        description + (actionSet == ActionSet.ALL ? "; all six actions" : "; minimal actions"),
        defaults,
        settings -> factory.apply(settings, actionSet),
        OptionalDouble.empty());
  }
}
