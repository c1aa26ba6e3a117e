package dev.rookery.transport.aeron;

import dev.rookery.testkit.transport.TransportContract;
import dev.rookery.transport.Transport;
import dev.rookery.transport.aeron.AeronTransportSettings.Channel;

/** The creator publishes to members over UDP; members are given much time. */
class UdpToMembersContractTest extends TransportContract {

  private final AeronTransportSettings settings =
      AeronTransportSettings.defaults()
          .withChannel(Channel.UDP)
          .withAddress(Ports.free())
          .withTimeouts(30, 3);
  private AeronTransport creator;

  @Override
  protected Transport createTransport() {
    creator = AeronTransport.create(settings);
    return AeronTransport.join(Invitations.accept(creator));
  }

  @Override
  protected Transport createPeer(Transport transport) {
    return creator;
  }
}
