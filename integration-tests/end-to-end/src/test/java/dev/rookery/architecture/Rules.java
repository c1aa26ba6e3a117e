package dev.rookery.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.PRIVATE;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.rookery.runtime.process.ActorMain;
import java.nio.Buffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.Lock;
import java.util.function.Predicate;
import org.apiguardian.api.API;
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
          Random.class,
          Buffer.class,
          Lock.class);

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
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.rookery.cli..")
          .and()
          .doNotBelongToAnyOf(ActorMain.class)
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
          .because("a library leaves the streams to the program; an actor process is one");

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

  static final ArchRule EVERY_PUBLIC_TYPE_SAYS_HOW_STABLE_IT_IS =
      classes()
          .that()
          .arePublic()
          .and()
          .resideOutsideOfPackage(GENERATED)
          .should(sayHowStableTheyAre())
          .because("users must know what they can build on: see docs/compatibility.md");

  /** No two packages of the module need each other. */
  static ArchRule noCycles(Modules module) {
    return slices()
        .assignedFrom(packagesOf(module))
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .as("packages of " + module + " are free of cycles");
  }

  /** A slice for each package of the module; what lies deeper belongs to it. */
  private static SliceAssignment packagesOf(Modules module) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        String name = type.getPackageName();
        String root = module.root();
        if (!resideInAnyPackage(module.packages()).test(type)) {
          return SliceIdentifier.ignore();
        }
        if (name.equals(root)) {
          return SliceIdentifier.of(root);
        }
        return SliceIdentifier.of(name.substring(root.length() + 1).split("\\.")[0]);
      }

      @Override
      public String getDescription() {
        return "packages of " + module;
      }
    };
  }

  /** A list or map by its interface may be an immutable one; a class like ArrayList never is. */
  private static ArchCondition<JavaField> beConstant() {
    return condition(
        "be final, and not of a mutable type",
        field -> {
          JavaClass type = field.getRawType();
          boolean mutable =
              !type.isInterface() && MUTABLE.stream().anyMatch(type::isAssignableTo)
                  || type.getPackageName().equals("java.util.concurrent.atomic");
          boolean openArray = type.isArray() && !field.getModifiers().contains(PRIVATE);
          return field.getModifiers().contains(SYNTHETIC)
              || (field.getModifiers().contains(FINAL) && !openArray && !mutable);
        });
  }

  private static ArchCondition<JavaClass> lieInANullMarkedPackage() {
    return condition(
        "lie in a package that is @NullMarked",
        type -> type.getPackage().isAnnotatedWith(NullMarked.class));
  }

  private static ArchCondition<JavaClass> sayHowStableTheyAre() {
    return condition(
        "have @API, or lie in a package that has it",
        type -> type.isAnnotatedWith(API.class) || type.getPackage().isAnnotatedWith(API.class));
  }

  private static <T extends HasName.AndFullName> ArchCondition<T> condition(
      String what, Predicate<T> holds) {
    return new ArchCondition<>(what) {
      @Override
      public void check(T item, ConditionEvents events) {
        String message = item.getFullName() + " should " + what;
        events.add(new SimpleConditionEvent(item, holds.test(item), message));
      }
    };
  }
}
