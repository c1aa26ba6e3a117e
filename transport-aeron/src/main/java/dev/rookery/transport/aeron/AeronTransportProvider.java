package dev.rookery.transport.aeron;

import dev.rookery.settings.SettingsException;
import dev.rookery.transport.Transport;
import dev.rookery.transport.TransportProvider;

/** Makes {@link AeronTransport}s, under the name {@code aeron}. */
public final class AeronTransportProvider implements TransportProvider {

  @Override
  public String name() {
    return "aeron";
  }

  @Override
  public String description() {
    return "Aeron: shared memory between processes of one machine, UDP between machines";
  }

  @Override
  public Record defaultSettings() {
    return AeronTransportSettings.defaults();
  }

  @Override
  public Transport create(Record settings) {
    return AeronTransport.create(own(settings));
  }

  @Override
  public Transport join(Record settings) {
    return AeronTransport.join(own(settings));
  }

  private static AeronTransportSettings own(Record settings) {
    if (settings instanceof AeronTransportSettings own) {
      return own;
    }
    throw new SettingsException(
        "the aeron transport takes AeronTransportSettings, not "
            + settings.getClass().getSimpleName());
  }
}
