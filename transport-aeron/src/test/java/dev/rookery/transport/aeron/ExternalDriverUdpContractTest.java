package dev.rookery.transport.aeron;

import dev.rookery.testkit.transport.TransportContract;
import dev.rookery.transport.Transport;
import dev.rookery.transport.aeron.AeronTransportSettings.Channel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Members publish to the creator over UDP, with one driver that belongs to neither. */
class ExternalDriverUdpContractTest extends TransportContract {

  private static ExternalDriver driver;

  @BeforeAll
  static void startDriver() {
    driver = new ExternalDriver();
  }

  @AfterAll
  static void stopDriver() {
    driver.close();
  }

  @Override
  protected Transport createTransport() {
    return AeronTransport.create(
        driver.settings().withChannel(Channel.UDP).withAddress(Ports.free()));
  }

  @Override
  protected Transport createPeer(Transport transport) {
    return AeronTransport.join(Invitations.accept(transport));
  }

  @Override
  protected int largestMessage() {
    return 10_000_000;
  }

  @Override
  protected int messagesUnderLoad() {
    return 5_000;
  }
}
