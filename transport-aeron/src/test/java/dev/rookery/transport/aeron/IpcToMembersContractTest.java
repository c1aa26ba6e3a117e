package dev.rookery.transport.aeron;

import dev.rookery.testkit.transport.TransportContract;
import dev.rookery.transport.Transport;

/** The creator publishes to members through shared memory; members are given much time. */
class IpcToMembersContractTest extends TransportContract {

  private final AeronTransportSettings settings =
      AeronTransportSettings.defaults().withTimeouts(60, 60);
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
