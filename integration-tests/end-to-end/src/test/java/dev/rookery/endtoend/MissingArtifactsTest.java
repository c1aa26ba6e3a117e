package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.runtime.plugins.PluginKind;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.settings.SettingsException;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever forgot to depend on one of Rookery's own artifacts is told which. */
class MissingArtifactsTest {

  @Test
  void eachPluginOfRookerysNamesItsArtifact() throws Exception {
    Plugins all = Plugins.find();
    for (PluginKind<?> kind :
        List.of(
            PluginKind.ALGORITHM,
            PluginKind.ENVIRONMENT,
            PluginKind.WRAPPER,
            PluginKind.TRANSPORT)) {
      check(kind, all, Plugins.find(nothing()));
    }
  }

  private static <P> void check(PluginKind<P> kind, Plugins all, Plugins none) throws Exception {
    for (P plugin : all.all(kind)) {
      String name = kind.name().apply(plugin);
      String artifact = artifact(plugin.getClass());
      String message =
          assertThrows(SettingsException.class, () -> none.get(kind, name)).getMessage();
      assertTrue(message.contains(" is in dev.rookery:" + artifact + ", which is not"), message);
    }
  }

  /** From the pom.xml of the module with the class. */
  private static String artifact(Class<?> type) throws Exception {
    Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path module = place;
    while (!Files.isRegularFile(module.resolve("pom.xml"))) {
      module = module.getParent();
    }
    String pom = Files.readString(module.resolve("pom.xml"));
    return pom.replaceFirst("(?s).*</parent>.*?<artifactId>([^<]+)</artifactId>.*", "$1");
  }

  private static ClassLoader nothing() {
    return new ClassLoader(MissingArtifactsTest.class.getClassLoader()) {
      @Override
      public Enumeration<URL> getResources(String name) throws IOException {
        return name.startsWith("META-INF/services/")
            ? Collections.emptyEnumeration()
            : super.getResources(name);
      }
    };
  }
}
