package dev.rookery.compatibility.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What breaks programs is found; what does not break them needs no more than a new baseline. */
class ApiChangesTest {

  @TempDir private Path folder;

  /** What an older type is, what it becomes, and which changes break programs. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          public class A { public void f() {} } | public class A {} | METHOD_REMOVED (binary)
          public class A { protected void f() {} } | public class A { void f() {} } | METHOD_REMOVED (binary)
          public class A { public void f() {} } | public class A { public void f(int x) {} } | METHOD_REMOVED (binary)
          public class A { public int f() { return 0; } } | public class A { public long f() { return 0; } } | METHOD_RETURN_TYPE_CHANGED (binary)
          public class A { public static void f() {} } | public class A { public void f() {} } | METHOD_NO_LONGER_STATIC (binary)
          public class A { public A(int x) {} } | public class A { public A(long x) {} } | CONSTRUCTOR_REMOVED (binary)
          public class A { public static final int X = 1; } | public class A {} | FIELD_REMOVED (binary)
          public class A { public int x; } | public class A { public long x; } | FIELD_TYPE_CHANGED (binary)
          public class A {} | public final class A {} | CLASS_NOW_NOT_EXTENDABLE (binary)
          public class A {} | public abstract class A {} | CLASS_NOW_ABSTRACT (binary)
          public class A {} | class A {} | CLASS_REMOVED (binary)
          public class A { public static class B {} } | public class A {} | CLASS_REMOVED (binary)
          public class A { protected static class B {} } | public class A { static class B {} } | CLASS_REMOVED (binary)
          public class A implements Runnable { public void run() {} } | public class A { public void run() {} } | INTERFACE_REMOVED (binary)
          public class A extends B {} class B { public void f() {} } | public class A extends B {} class B {} | METHOD_REMOVED_IN_SUPERCLASS (binary)
          public interface A {} | public sealed interface A {} final class B implements A {} | CLASS_NOW_SEALED (binary)
          public enum A { X, Y } | public enum A { X } | FIELD_REMOVED (binary)
          public record A(int x) {} | public record A(long x) {} | CONSTRUCTOR_REMOVED (binary)
          public abstract class A {} | public abstract class A { public abstract void f(); } | METHOD_ABSTRACT_ADDED_TO_CLASS (source)
          public interface A {} | public interface A { void f(); } | METHOD_ADDED_TO_INTERFACE (source)
          public class A { public void f() {} } | public class A { public void f() throws Exception {} } | METHOD_NOW_THROWS_CHECKED_EXCEPTION (source)
          public interface A { java.util.List<String> f(); } | public interface A { java.util.List<Long> f(); } | METHOD_RETURN_TYPE_GENERICS_CHANGED (source)
          public interface A { void f(java.util.List<String> x); } | public interface A { void f(java.util.List<Long> x); } | METHOD_PARAMETER_GENERICS_CHANGED (source)
          public interface A<T> {} | public interface A<T extends Number> {} | CLASS_GENERIC_TEMPLATE_CHANGED (source)
          public @interface A {} | public @interface A { int x(); } | METHOD_ABSTRACT_ADDED_TO_CLASS (source)
          """)
  void aBreakIsFound(String older, String newer, String change) {
    List<String> problems = problems(older, newer);
    assertTrue(problems.stream().anyMatch(p -> p.contains(change)), problems.toString());
    assertTrue(problems.stream().allMatch(p -> p.startsWith("this breaks")), problems.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          public class A {} | public class A { public void f() {} }
          public class A {} | public class A { public static class B {} }
          public interface A {} | public interface A { default void f() {} }
          public interface A { void f(); } | public interface A { default void f() {} }
          public class A { public final void f() {} } | public class A { public void f() {} }
          public enum A { X } | public enum A { X, Y }
          public @interface A {} | public @interface A { int x() default 1; }
          public sealed interface A {} final class B implements A {} | public sealed interface A {} final class B implements A {} final class C implements A {}
          """)
  void whatIsNewOnlyAsksForANewBaseline(String older, String newer) {
    List<String> problems = problems(older, newer);
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(
        problems.get(0).startsWith("the baseline of example is not up to date"), problems.get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          public class A { void f() {} private int x; } | public class A { private void g() {} }
          public class A { public void f() {} } | public class A { public synchronized void f() { f(); } }
          public class A {} class B { public void f() {} } | public class A {}
          public class A { @org.apiguardian.api.API(status = org.apiguardian.api.API.Status.INTERNAL) public static class B { public void f() {} } } | public class A { @org.apiguardian.api.API(status = org.apiguardian.api.API.Status.INTERNAL) public static class B {} }
          """)
  void whatIsNoApiMayChange(String older, String newer) {
    assertEquals(List.of(), problems(older, newer));
  }

  @Test
  void aRecordOfSettingsMayGetMore() {
    String setting = "@dev.rookery.settings.Setting(\"What it is.\")";
    List<String> problems =
        problems(
            "public record A(%s int x) {}".formatted(setting),
            "public record A(%s int x, %s int y) {}".formatted(setting, setting));
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.get(0).contains("new are [  method y ()I public]"), problems.get(0));
  }

  @Test
  void aStatusIsPartOfTheBaseline() {
    List<String> problems =
        problems(
            "public class A {}",
            "@org.apiguardian.api.API(status = org.apiguardian.api.API.Status.EXPERIMENTAL, since = \"2\") public class A {}");
    assertTrue(problems.get(0).contains("new are [  status EXPERIMENTAL 2]"), problems.toString());
  }

  @Test
  void aBaselineWithoutTypesOrWithoutAModuleIsFound() {
    PublicApi api = CompiledApi.of(folder, "A:public class A {}");
    ApiBaseline now = new ApiBaseline(Map.of("example", api));
    ApiBaseline withoutTypes =
        new ApiBaseline(Map.of("example", new PublicApi(Map.of(), Map.of())));
    for (ApiBaseline baseline : List.of(new ApiBaseline(Map.of()), withoutTypes)) {
      List<String> problems = baseline.problems(now, List.of());
      assertTrue(
          problems.get(0).startsWith("the baseline of example is empty"), problems.toString());
    }
    ApiBaseline more = new ApiBaseline(Map.of("example", api, "gone", api));
    assertEquals(1, more.problems(now, List.of()).size());
  }

  @Test
  void aTypeThatTheBaselineLacksIsFound() {
    PublicApi older = CompiledApi.of(folder, "A:public class A {}");
    PublicApi newer = CompiledApi.of(folder, "A:public class A {}", "B:public class B {}");
    List<String> problems =
        new ApiBaseline(Map.of("example", older))
            .problems(new ApiBaseline(Map.of("example", newer)), List.of());
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.get(0).contains("type example/B public"), problems.get(0));
  }

  @Test
  void classesThatAreNotThereAreNoApi() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    for (Path nothing : List.of(empty, folder.resolve("none"))) {
      assertThrows(IllegalStateException.class, () -> PublicApi.read(nothing, Map.of()));
    }
  }

  private List<String> problems(String older, String newer) {
    ApiBaseline baseline = new ApiBaseline(Map.of("example", CompiledApi.of(folder, "A:" + older)));
    Path file = folder.resolve("baseline");
    baseline.write(file);
    ApiBaseline now = new ApiBaseline(Map.of("example", CompiledApi.of(folder, "A:" + newer)));
    return ApiBaseline.read(file).problems(now, List.of());
  }
}
