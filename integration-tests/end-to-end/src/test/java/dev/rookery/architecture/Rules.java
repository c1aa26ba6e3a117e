package dev.rookery.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.rookery.experience.DataType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/** The rules that hold for the classes of all modules. */
final class Rules {

  /** Codecs that a tool writes; it has its own style. */
  private static final String GENERATED = "dev.rookery.runtime.wire.codec";

  private static final List<Class<?>> MUTABLE =
      List.of(
          Collection.class,
          Map.class,
          StringBuilder.class,
          ThreadLocal.class,
          java.util.Random.class,
          java.nio.Buffer.class,
          java.util.concurrent.locks.Lock.class);

  private Rules() {}

  /** The module depends on nothing but what its line in {@link Modules} says. */
  static ArchRule arrows(Modules module) {
    return classes()
        .that()
        .resideInAnyPackage(module.packages())
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(module.mayDependOn())
        .as(module + " depends only on what it may");
  }

  static final ArchRule EVERY_PACKAGE_BELONGS_TO_A_MODULE =
      classes()
          .that()
          .resideInAPackage("dev.rookery..")
          .should()
          .resideInAnyPackage(Modules.allPackages())
          .because("a new module needs a line in Modules, which says what it may depend on");

  static final ArchRule ONE_PACKAGE_KNOWS_THE_PYTORCH_ENGINE =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.rookery.core.engine")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl.pytorch..")
          .because("a change of engine is then a change of one package");

  static final ArchRule LOGGING_IS_SLF4J =
      GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.rookery.cli..")
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
          .because("a library leaves the streams to the program");

  static final ArchRule NO_STATIC_STATE =
      fields()
          .that()
          .areStatic()
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage(GENERATED)
          .should(beConstant())
          .because("two runs in one process must not meet");

  static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED =
      classes()
          .that()
          .resideOutsideOfPackage(GENERATED)
          .should(lieInANullMarkedPackage())
          .because("NullAway checks only what is marked");

  /** No two packages of the module need each other. */
  static ArchRule noCycles(Modules module) {
    return slices()
        .matching(module.slices())
        .should()
        .beFreeOfCycles()
        // A space says of which type its numbers are, a column of experience which space it holds.
        .ignoreDependency(resideInAPackage("dev.rookery.environment"), equivalentTo(DataType.class))
        .allowEmptyShould(true)
        .as("packages of " + module + " are free of cycles");
  }

  private static ArchCondition<JavaField> beConstant() {
    DescribedPredicate<JavaClass> mutable =
        DescribedPredicate.describe(
            "mutable",
            type ->
                MUTABLE.stream().anyMatch(c -> type.isAssignableTo(c) && !type.isEquivalentTo(c))
                    || type.isEquivalentTo(StringBuilder.class)
                    || type.getPackageName().equals("java.util.concurrent.atomic"));
    return condition(
        "be constant",
        field -> {
          boolean synthetic = field.getModifiers().contains(JavaModifier.SYNTHETIC);
          boolean isFinal = field.getModifiers().contains(JavaModifier.FINAL);
          boolean openArray =
              field.getRawType().isArray() && !field.getModifiers().contains(JavaModifier.PRIVATE);
          return synthetic || (isFinal && !openArray && !mutable.test(field.getRawType()));
        });
  }

  private static ArchCondition<JavaClass> lieInANullMarkedPackage() {
    return condition(
        "lie in a package that is @NullMarked",
        type -> type.getPackage().isAnnotatedWith(NullMarked.class));
  }

  private static <T extends com.tngtech.archunit.core.domain.properties.HasName.AndFullName>
      ArchCondition<T> condition(String what, java.util.function.Predicate<T> holds) {
    return new ArchCondition<>(what) {
      @Override
      public void check(T item, ConditionEvents events) {
        events.add(
            new SimpleConditionEvent(
                item, holds.test(item), item.getFullName() + " does not " + what));
      }
    };
  }
}
