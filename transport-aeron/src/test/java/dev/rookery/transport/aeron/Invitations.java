package dev.rookery.transport.aeron;

import dev.rookery.settings.Settings;
import dev.rookery.transport.Transport;

/** Joins as another process would. */
final class Invitations {

  private Invitations() {}

  static AeronTransportSettings accept(Transport transport) {
    return Settings.with(AeronTransportSettings.defaults(), transport.invitation().orElseThrow());
  }
}
