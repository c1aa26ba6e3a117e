package {{package}};

import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentProvider;
import java.util.OptionalDouble;

/** Offers the environment; META-INF/services names this class. */
public final class {{Name}}Provider implements EnvironmentProvider {

  @Override
  public String name() {
    return "{{name}}";
  }

  @Override
  public String description() {
    return "walk along a line to the target";
  }

  @Override
  public {{Name}}Settings defaultSettings() {
    return {{Name}}Settings.defaults();
  }

  @Override
  public Environment create(Record settings) {
    return new {{Name}}(({{Name}}Settings) settings);
  }

  /** The best policy has a mean return of 0.69 with the default settings. */
  @Override
  public OptionalDouble rewardThreshold() {
    return OptionalDouble.of(0.6);
  }
}
