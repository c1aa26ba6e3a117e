package dev.rookery.runtime.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.RookeryException;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.EnvironmentWrapperProvider;
import dev.rookery.metrics.MetricsSinkProvider;
import dev.rookery.runtime.plugins.TestPlugins.Walk;
import dev.rookery.transport.Transport;
import dev.rookery.transport.TransportProvider;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plugins of people whose compiler does not look for null. */
class CheckedPluginTest {

  /** Every method of every kind of plugin, and of what plugins make, that returns an object. */
  static Stream<Method> methods() {
    return Stream.of(
            AlgorithmProvider.class,
            EnvironmentProvider.class,
            EnvironmentWrapperProvider.class,
            TransportProvider.class,
            MetricsSinkProvider.class,
            Algorithm.class,
            Transport.class)
        .flatMap(type -> Arrays.stream(type.getMethods()))
        .filter(method -> !method.isSynthetic() && !Modifier.isStatic(method.getModifiers()))
        .filter(method -> !method.getReturnType().isPrimitive());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void nullIsAnErrorThatNamesPluginAndMethod(Method method) {
    Object plugin = checked(method.getDeclaringClass());
    Object[] arguments =
        Arrays.stream(method.getParameterTypes()).map(CheckedPluginTest::argument).toArray();
    InvocationTargetException failure =
        assertThrows(InvocationTargetException.class, () -> method.invoke(plugin, arguments));
    assertEquals(RookeryException.class, failure.getCause().getClass());
    assertEquals(
        "plugin x: its method %s returned null where an object of type %s is needed"
            .formatted(method.getName(), method.getReturnType().getSimpleName()),
        failure.getCause().getMessage());
  }

  private static @Nullable Object argument(Class<?> type) {
    if (type == int.class) {
      return 1;
    }
    return type == long.class ? Long.valueOf(1) : null;
  }

  private static <T> T checked(Class<T> type) {
    return CheckedPlugin.of(type, nothing(type), "plugin x");
  }

  @Test
  void whatAPluginMakesIsCheckedToo() {
    TransportProvider provider =
        CheckedPlugin.of(
            TransportProvider.class,
            new TransportProvider() {
              @Override
              public String name() {
                return "pigeon";
              }

              @Override
              public String description() {
                return "flies away";
              }

              @Override
              public Transport create(Record settings) {
                return nothing(Transport.class);
              }
            },
            "transport pigeon");
    assertEquals(
        "transport pigeon: its method subscribe returned null where an object of type Subscription"
            + " is needed",
        assertThrows(
                RookeryException.class,
                () -> provider.create(provider.defaultSettings()).subscribe("stream"))
            .getMessage());
  }

  private static <T> T nothing(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null));
  }

  @Test
  void whatAPluginThrowsStaysAsItIs() {
    IllegalStateException broken = new IllegalStateException("no licence");
    assertSame(broken, thrownBy(broken));
    StackOverflowError error = new StackOverflowError();
    assertSame(error, thrownBy(error));
  }

  @Test
  void anExceptionThatIsNotDeclaredNamesThePlugin() {
    IOException undeclared = new IOException("no licence");
    Throwable thrown = thrownBy(undeclared);
    assertEquals(
        "environment Walk-v0: its method create failed: java.io.IOException: no licence",
        thrown.getMessage());
    assertSame(undeclared, thrown.getCause());
  }

  private static Throwable thrownBy(Throwable failure) {
    EnvironmentProvider provider =
        CheckedPlugin.of(
            EnvironmentProvider.class,
            new Walk() {
              @Override
              public Environment create(Record settings) {
                CheckedPluginTest.<RuntimeException>sneaky(failure);
                return super.create(settings);
              }
            },
            "environment Walk-v0");
    return assertThrows(Throwable.class, () -> provider.create(provider.defaultSettings()));
  }

  @SuppressWarnings("unchecked") // as Kotlin does
  private static <E extends Throwable> void sneaky(Throwable failure) throws E {
    throw (E) failure;
  }
}
