package dev.rookery.transport.aeron;

import dev.rookery.testkit.transport.TransportContract;
import dev.rookery.transport.Transport;
import dev.rookery.transport.aeron.AeronTransportSettings.Channel;

/** Everybody on the creator's transport over UDP: publishers and subscribers meet by spies. */
class UdpOneTransportContractTest extends TransportContract {

  @Override
  protected Transport createTransport() {
    return AeronTransport.create(
        AeronTransportSettings.defaults().withChannel(Channel.UDP).withAddress(Ports.free()));
  }
}
