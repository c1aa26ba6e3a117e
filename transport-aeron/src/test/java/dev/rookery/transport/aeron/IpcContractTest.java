package dev.rookery.transport.aeron;

import dev.rookery.testkit.transport.TransportContract;
import dev.rookery.transport.Transport;
import java.util.List;

/** Members publish to the creator through shared memory. */
class IpcContractTest extends TransportContract {

  private final AeronTransportSettings settings = AeronTransportSettings.defaults();

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
