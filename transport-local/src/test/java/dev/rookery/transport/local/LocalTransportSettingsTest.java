package dev.rookery.transport.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.settings.NoSettings;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import dev.rookery.transport.Transport;
import dev.rookery.transport.TransportProvider;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class LocalTransportSettingsTest {

  @Test
  void theServiceLoaderFindsTheProviderByName() {
    TransportProvider provider = ServiceLoader.load(TransportProvider.class).findFirst().get();
    assertEquals("local", provider.name());
    try (Transport transport = provider.create(provider.defaultSettings())) {
      assertInstanceOf(LocalTransport.class, transport);
    }
    assertThrows(SettingsException.class, () -> provider.create(NoSettings.INSTANCE));
  }

  @Test
  void defaultsAreAMebibytePerRingAnd64OfLongMessages() {
    assertEquals(
        Map.of("ringBytes", 1_048_576, "maximumLargeBytes", 67_108_864L),
        Settings.toMap(LocalTransportSettings.defaults()));
  }

  @Test
  void aRingMustBeAPowerOfTwo() {
    assertEquals(
        "setting 'ringBytes' must be a power of two from 1024 to 1073741824, not 1000000;"
            + " 1048576 would do",
        refusal("ringBytes", 1_000_000));
    assertEquals(4096, with("ringBytes", 4096).ringBytes());
  }

  @Test
  void valuesOutOfRangeAreRefusedByTheRecordItself() {
    assertThrows(SettingsException.class, () -> new LocalTransportSettings(512, 0));
    assertThrows(SettingsException.class, () -> new LocalTransportSettings(-1024, 0));
    assertThrows(SettingsException.class, () -> new LocalTransportSettings(1 << 31, 0));
    assertThrows(SettingsException.class, () -> new LocalTransportSettings(1024, -1));
    refusal("ringBytes", 1L << 31);
    refusal("maximumLargeBytes", -1);
  }

  private static LocalTransportSettings with(String name, Object value) {
    return Settings.with(LocalTransportSettings.defaults(), name, value);
  }

  private static String refusal(String name, Object value) {
    return assertThrows(SettingsException.class, () -> with(name, value)).getMessage();
  }
}
