package dev.rookery.endtoend.docs;

import dev.rookery.runtime.config.ConfigFile;
import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.plugins.Plugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Blocks of YAML are configurations, unless a comment {@code <!-- no configuration -->} is above.
 */
class ConfigurationsTest {

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> everyNameAndSettingIsThere() {
    return MarkdownPage.allBlocks("yaml", "yml").stream()
        .filter(block -> !block.note().equals("no configuration"))
        .map(block -> DynamicTest.dynamicTest(block.place(), () -> resolve(block)));
  }

  /** A page may show a part only; what is missing does not matter. */
  private void resolve(MarkdownPage.CodeBlock block) throws Exception {
    Path rest =
        Files.writeString(
            directory.resolve("rest.yaml"), "{algorithm: dqn, environment: CartPole-v1}");
    Path shown = Files.writeString(directory.resolve("shown.yaml"), block.text());
    ConfigLayer layer = ConfigFile.read(shown).over(ConfigFile.read(rest));
    ResolvedConfig.of(layer, Plugins.find());
  }
}
