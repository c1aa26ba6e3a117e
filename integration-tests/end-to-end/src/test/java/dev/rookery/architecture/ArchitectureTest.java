package dev.rookery.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.rookery.envs.accomplice.Accomplice;
import dev.rookery.envs.violation.Violation;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the architecture's rules over the classes of all modules. */
class ArchitectureTest {

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.rookery");
  }

  @ParameterizedTest
  @EnumSource
  void modulesDependOnlyOnWhatTheyMay(Modules module) {
    Rules.arrows(module).check(classes);
  }

  @ParameterizedTest
  @EnumSource
  void packagesOfAModuleAreFreeOfCycles(Modules module) {
    Rules.noCycles(module).check(classes);
  }

  @ParameterizedTest
  @MethodSource("rulesOfAll")
  void everyClassKeepsToTheRule(ArchRule rule) {
    rule.check(classes);
  }

  static Stream<ArchRule> rulesOfAll() {
    return Stream.of(
        Rules.EVERY_PACKAGE_BELONGS_TO_A_MODULE,
        Rules.ONE_PACKAGE_KNOWS_THE_PYTORCH_ENGINE,
        Rules.LOGGING_IS_SLF4J,
        Rules.ONLY_THE_COMMAND_LINE_PRINTS,
        Rules.NO_STATIC_STATE,
        Rules.EVERY_PACKAGE_IS_NULL_MARKED,
        Rules.EVERY_PUBLIC_TYPE_SAYS_HOW_STABLE_IT_IS);
  }

  /** A class that breaks a rule is found: the rules are not empty. */
  @ParameterizedTest
  @MethodSource("violations")
  void aViolationIsFound(ArchRule rule, String mention) {
    JavaClasses violation =
        new ClassFileImporter().importPackagesOf(Violation.class, Accomplice.class);
    AssertionError error = assertThrows(AssertionError.class, () -> rule.check(violation));
    assertTrue(error.getMessage().contains(mention), error.getMessage());
  }

  static Stream<Arguments> violations() {
    return Stream.of(
        Arguments.of(Rules.arrows(Modules.ENVS), "dev.rookery.runtime"),
        Arguments.of(Rules.ONE_PACKAGE_KNOWS_THE_PYTORCH_ENGINE, "ai.djl.pytorch"),
        Arguments.of(Rules.LOGGING_IS_SLF4J, "Logger"),
        Arguments.of(Rules.ONLY_THE_COMMAND_LINE_PRINTS, "System.out"),
        Arguments.of(Rules.NO_STATIC_STATE, "counter"),
        Arguments.of(Rules.NO_STATIC_STATE, "seen"),
        Arguments.of(Rules.NO_STATIC_STATE, "sizes"),
        Arguments.of(Rules.NO_STATIC_STATE, "total"),
        Arguments.of(Rules.EVERY_PACKAGE_IS_NULL_MARKED, "Violation"),
        Arguments.of(Rules.EVERY_PUBLIC_TYPE_SAYS_HOW_STABLE_IT_IS, "Violation"),
        Arguments.of(Rules.noCycles(Modules.ENVS), "Cycle detected"));
  }

  @Test
  void everyModuleHasClasses() {
    for (Modules module : Modules.values()) {
      long count =
          classes.stream()
              .filter(type -> JavaClass.Predicates.resideInAnyPackage(module.packages()).test(type))
              .count();
      assertTrue(count > 2, module + " has " + count + " classes");
    }
    assertEquals(0, classes.stream().filter(t -> t.getName().contains("Violation")).count());
  }
}
