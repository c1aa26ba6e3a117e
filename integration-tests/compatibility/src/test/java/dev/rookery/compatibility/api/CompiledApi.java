package dev.rookery.compatibility.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles a few types for tests, and reads their API. */
final class CompiledApi {

  private static final String STABLE =
      "@org.apiguardian.api.API(status = org.apiguardian.api.API.Status.STABLE, since = \"1\")";

  private CompiledApi() {}

  /**
   * The API of types of one package that is called stable.
   *
   * @param folder where an empty folder can be made
   * @param types their sources, without a package; each begins with its name and a colon
   */
  static PublicApi of(Path folder, String... types) {
    Stream<JavaFileObject> sources =
        Stream.of(types)
            .map(
                type ->
                    source(
                        type.substring(0, type.indexOf(':')),
                        "package example;" + type.substring(type.indexOf(':') + 1)));
    Stream<JavaFileObject> all =
        Stream.concat(sources, Stream.of(source("package-info", STABLE + " package example;")));
    try {
      Path classes = Files.createTempDirectory(folder, "classes");
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      StringWriter messages = new StringWriter();
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  null,
                  null,
                  List.of("-d", classes.toString(), "--release", "17", "-proc:none"),
                  null,
                  all.toList())
              .call();
      assertEquals(true, compiled, messages.toString());
      return PublicApi.read(classes, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JavaFileObject source(String name, String text) {
    URI place = URI.create("string:///example/" + name + ".java");
    return new SimpleJavaFileObject(place, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
