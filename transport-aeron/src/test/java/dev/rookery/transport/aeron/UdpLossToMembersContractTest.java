package dev.rookery.transport.aeron;

import dev.rookery.testkit.transport.TransportContract;
import dev.rookery.transport.Transport;
import dev.rookery.transport.aeron.AeronTransportSettings.Channel;

/** The creator publishes to members over UDP that loses one packet in twenty. */
class UdpLossToMembersContractTest extends TransportContract {

  private static final double RATE = 0.05;

  private final AeronTransportSettings settings =
      AeronTransportSettings.defaults()
          .withChannel(Channel.UDP)
          .withAddress(Ports.free())
          .withTimeouts(30, 3);
  private AeronTransport creator;

  @Override
  protected Transport createTransport() {
    creator = AeronTransport.open(settings, true, Loss.of(RATE, 1));
    return AeronTransport.open(Invitations.accept(creator), false, Loss.of(RATE, 11));
  }

  @Override
  protected Transport createPeer(Transport transport) {
    return creator;
  }

  @Override
  protected int largestMessage() {
    return 500_000;
  }

  @Override
  protected int messagesUnderLoad() {
    return 1_000;
  }

  @Override
  protected int changesUnderLoad() {
    return 4;
  }
}
