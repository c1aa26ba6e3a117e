package dev.rookery.transport.local;

import dev.rookery.testkit.transport.TransportContract;
import dev.rookery.transport.Transport;
import java.util.List;

class LocalTransportContractTest extends TransportContract {

  private final LocalTransportSettings settings = LocalTransportSettings.defaults();

  @Override
  protected Transport createTransport() {
    return new LocalTransport(settings);
  }

  @Override
  protected List<Integer> boundaries() {
    return List.of(settings.ringBytes() / 8, (int) settings.maximumLargeBytes());
  }
}
