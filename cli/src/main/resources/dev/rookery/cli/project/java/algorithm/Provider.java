package {{package}};

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.core.value.Explorations;
import dev.rookery.core.value.ValueAlgorithm;

/** Offers the algorithm; META-INF/services names this class. */
public final class {{Name}}Provider implements AlgorithmProvider<{{Name}}Config> {

  static final String NAME = "{{name}}";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Q-learning with a target network and the loss log cosh";
  }

  @Override
  public {{Name}}Config defaultSettings() {
    return {{Name}}Config.defaults();
  }

  @Override
  public Algorithm create({{Name}}Config config, AlgorithmContext context) {
    return new ValueAlgorithm(
        config,
        context,
        new {{Name}}Q(config.errorScale()),
        actor -> Explorations.of(config, config.noisy()));
  }
}
