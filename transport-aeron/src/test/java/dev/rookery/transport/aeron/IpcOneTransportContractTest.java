package dev.rookery.transport.aeron;

import dev.rookery.testkit.transport.TransportContract;
import dev.rookery.transport.Transport;

/** Everybody on one transport, in shared memory, with the smallest terms. */
class IpcOneTransportContractTest extends TransportContract {

  @Override
  protected Transport createTransport() {
    return AeronTransport.create(AeronTransportSettings.defaults().withTermBytes(1 << 16));
  }

  @Override
  protected int largestMessage() {
    return 20_000_000;
  }
}
