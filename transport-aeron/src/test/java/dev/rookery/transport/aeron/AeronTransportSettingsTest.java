package dev.rookery.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.settings.NoSettings;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import dev.rookery.transport.Transport;
import dev.rookery.transport.TransportProvider;
import dev.rookery.transport.aeron.AeronTransportSettings.Channel;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class AeronTransportSettingsTest {

  private final AeronTransportSettings defaults = AeronTransportSettings.defaults();

  @Test
  void theServiceLoaderFindsTheProviderByName() {
    TransportProvider provider = ServiceLoader.load(TransportProvider.class).findFirst().get();
    assertEquals("aeron", provider.name());
    try (Transport transport = provider.create(provider.defaultSettings());
        Transport member = provider.join(Invitations.accept(transport))) {
      assertInstanceOf(AeronTransport.class, transport);
      assertInstanceOf(AeronTransport.class, member);
    }
    assertThrows(SettingsException.class, () -> provider.create(NoSettings.INSTANCE));
    assertThrows(SettingsException.class, () -> provider.join(NoSettings.INSTANCE));
  }

  @Test
  void defaultsAreSharedMemoryWithTermsOfAMebibyte() {
    assertEquals(
        "{channel=ipc, address=localhost:7043, networkInterface=, driver=embedded, directory=,"
            + " termBytes=1048576, packetBytes=0, windowBytes=0, livenessSeconds=30.0,"
            + " memberTimeoutSeconds=2.0, maximumMessageBytes=1073741824}",
        Settings.toMap(defaults).toString());
    assertEquals(defaults, Settings.with(defaults, Settings.toMap(defaults)));
  }

  @Test
  void valuesOutOfRangeAreRefusedByTheRecordItself() {
    assertEquals(
        "setting 'termBytes' must be a power of two from 65536 to 268435456, not 1000000;"
            + " 1048576 would do",
        refusal(() -> defaults.withTermBytes(1_000_000)));
    refusal(() -> defaults.withTermBytes(1 << 15));
    refusal(() -> defaults.withPacketBytes(1_400));
    refusal(() -> defaults.withPacketBytes(1 << 16));
    refusal(() -> defaults.withPacketBytes(16_384).withTermBytes(1 << 16));
    refusal(() -> defaults.withWindowBytes(100));
    AeronTransportSettings udp = defaults.withChannel(Channel.UDP).withPacketBytes(8_192);
    assertEquals(
        "setting 'packetBytes' must be at most half of windowBytes, which is 16383, not 8192",
        refusal(() -> udp.withWindowBytes(16_383)));
    refusal(() -> defaults.withTimeouts(0.1, 2));
    refusal(() -> defaults.withTimeouts(30, 0.1));
    refusal(() -> defaults.withTimeouts(Double.NaN, 2));
    refusal(() -> defaults.withMaximumMessageBytes(0));
    refusal(() -> Settings.with(defaults, "channel", "pigeon"));
  }

  private static String refusal(org.junit.jupiter.api.function.Executable change) {
    return assertThrows(SettingsException.class, change).getMessage();
  }

  @Test
  void packetsAreAsLongAsTheirWayAllows() {
    AeronTransportSettings udp = defaults.withChannel(Channel.UDP);
    assertEquals(65_504, Channels.packetBytes(defaults, true));
    assertEquals(8_192, Channels.packetBytes(defaults.withTermBytes(1 << 16), true));
    assertEquals(65_504, Channels.packetBytes(udp, true));
    assertEquals(1_408, Channels.packetBytes(udp, false));
    assertEquals(2_048, Channels.packetBytes(udp.withWindowBytes(4_096), true));
    assertEquals(8_960, Channels.packetBytes(udp.withPacketBytes(8_960), false));
  }

  @Test
  void termsAreAsLongAsMessagesNeedAndWindowsAllow() {
    assertEquals(1 << 20, defaults.termBytesFor(0));
    assertEquals(1 << 20, defaults.termBytesFor(393_000));
    assertEquals(1 << 21, defaults.termBytesFor(394_000));
    assertEquals(1 << 22, defaults.termBytesFor(1_016_008));
    assertEquals(1 << 23, defaults.termBytesFor(Long.MAX_VALUE));
    assertEquals(1 << 24, defaults.withTermBytes(1 << 24).termBytesFor(1_000_000));
    AeronTransportSettings udp = defaults.withChannel(Channel.UDP);
    assertEquals(1 << 20, udp.withWindowBytes(212_992).termBytesFor(1_016_008));
    assertEquals(1 << 21, udp.withWindowBytes(1 << 20).termBytesFor(1_016_008));
    assertEquals(1 << 22, udp.withWindowBytes(1 << 22).termBytesFor(1_016_008));
  }
}
