package dev.rookery.transport.local;

import dev.rookery.settings.SettingsException;
import dev.rookery.transport.Transport;
import dev.rookery.transport.TransportProvider;

/** Makes {@link LocalTransport}s, under the name {@code local}. */
public final class LocalTransportProvider implements TransportProvider {

  @Override
  public String name() {
    return "local";
  }

  @Override
  public String description() {
    return "ring buffers within one process";
  }

  @Override
  public Record defaultSettings() {
    return LocalTransportSettings.defaults();
  }

  @Override
  public Transport create(Record settings) {
    if (settings instanceof LocalTransportSettings own) {
      return new LocalTransport(own);
    }
    throw new SettingsException(
        "the local transport takes LocalTransportSettings, not "
            + settings.getClass().getSimpleName());
  }
}
