package dev.rookery.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.runtime.plugins.TestPlugins;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.RunSettings;
import dev.rookery.training.TrainingConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Positive;
import net.jqwik.api.constraints.Size;

class ConfigRoundTripProperties {

  private static final Plugins PLUGINS = plugins();

  @Property
  void aResolvedConfigurationIsTheSameAfterWritingAndReading(
      @ForAll @DoubleRange(min = 0, minIncluded = false) double learningRate,
      @ForAll boolean hopeful,
      @ForAll String motto,
      @ForAll
          @Chars({
            '\u0085', '\u2028', '\ufeff', '\n', '\t', '"', '\'', ':', '#', '-', ' ', '~', '1', '0',
            '<', '!', '&', '*', '.', '?', '|', '>', '%', '@', '{', ']', ','
          })
          String loft,
      @ForAll @Size(max = 5) List<Integer> hiddenSizes,
      @ForAll long patience,
      @ForAll @Size(max = 3) List<@IntRange(max = 1000) Integer> wrappers,
      @ForAll @Positive long steps,
      @ForAll double stopAtReturn) {
    RunSettings run =
        RunSettings.defaults().with("steps", steps).with("stopAtReturn", stopAtReturn);
    TrainingConfig config =
        ResolvedConfig.of(
                new TrainingConfig(
                    new NamedSettings(
                        "guess",
                        Map.of(
                            "learningRate", learningRate,
                            "hopeful", hopeful,
                            "motto", motto,
                            "hiddenSizes", hiddenSizes,
                            "patience", patience)),
                    NamedSettings.of("Walk-v0"),
                    wrappers.stream()
                        .map(times -> new NamedSettings("doubling", Map.of("times", times)))
                        .toList(),
                    new NamedSettings("pigeon", Map.of("loft", loft)),
                    run),
                PLUGINS)
            .config();
    String text = ConfigFile.format(config);
    TrainingConfig back = ResolvedConfig.of(ConfigFile.parse(text, "run.yaml"), PLUGINS).config();
    assertEquals(config, back);
    assertEquals(text, ConfigFile.format(back));
    assertEquals(config, ResolvedConfig.of(config, PLUGINS).config());
  }

  private static Plugins plugins() {
    try {
      return TestPlugins.all(Files.createTempDirectory("rookery-plugins"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
