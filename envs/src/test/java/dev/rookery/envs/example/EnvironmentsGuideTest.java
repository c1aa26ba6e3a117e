package dev.rookery.envs.example;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.EnvironmentWrapperProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/environments.md says what is so. */
class EnvironmentsGuideTest {

  @ParameterizedTest
  @CsvSource({"Corridor, /**", "CorridorTest, class"})
  void theExampleIsTheCodeThatIsTested(String name, String start) throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/dev/rookery/envs/example", name + ".java"));
    String example = source.substring(source.indexOf("\n" + start) + 1);
    assertTrue(guide().contains("```java\n" + example + "```"), name + " in the guide differs");
  }

  @Test
  void everyEnvironmentAndWrapperIsNamed() throws IOException {
    String guide = guide();
    for (EnvironmentProvider provider : ServiceLoader.load(EnvironmentProvider.class)) {
      assertTrue(guide.contains("`" + provider.name() + "`"), provider.name());
    }
    for (EnvironmentWrapperProvider wrapper :
        ServiceLoader.load(EnvironmentWrapperProvider.class)) {
      assertTrue(guide.contains("`" + wrapper.name() + "`"), wrapper.name());
    }
  }

  private static String guide() throws IOException {
    return Files.readString(Path.of("../docs/environments.md"));
  }
}
