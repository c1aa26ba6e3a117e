package dev.rookery.transport.aeron;

import dev.rookery.settings.Settings;
import dev.rookery.transport.Transport;
import java.nio.file.Path;

/** Joins as another process would. */
final class Invitations {

  private Invitations() {}

  static AeronTransportSettings accept(Transport transport) {
    return Settings.with(AeronTransportSettings.defaults(), transport.invitation().orElseThrow());
  }

  /** Where the media driver of a transport over ipc has its files. */
  static Path directory(Transport transport) {
    return Path.of(accept(transport).directory());
  }
}
