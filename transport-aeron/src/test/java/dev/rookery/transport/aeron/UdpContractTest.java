package dev.rookery.transport.aeron;

import dev.rookery.testkit.transport.TransportContract;
import dev.rookery.transport.Transport;
import dev.rookery.transport.aeron.AeronTransportSettings.Channel;
import java.util.List;

/** Members publish to the creator over UDP. */
class UdpContractTest extends TransportContract {

  private final AeronTransportSettings settings =
      AeronTransportSettings.defaults().withChannel(Channel.UDP).withAddress(Ports.free());

  @Override
  protected Transport createTransport() {
    return AeronTransport.create(settings);
  }

  @Override
  protected Transport createPeer(Transport transport) {
    return AeronTransport.join(Invitations.accept(transport));
  }

  @Override
  protected List<Integer> boundaries() {
    return List.of(settings.longestWhole(), 2 * settings.longestWhole());
  }
}
