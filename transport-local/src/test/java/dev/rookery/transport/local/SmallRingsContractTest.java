package dev.rookery.transport.local;

import dev.rookery.testkit.transport.TransportContract;
import dev.rookery.transport.Transport;
import java.util.List;

/** Rings so small that they wrap all the time and most messages are long ones. */
class SmallRingsContractTest extends TransportContract {

  private final LocalTransportSettings settings = new LocalTransportSettings(1024, 100_000);

  @Override
  protected Transport createTransport() {
    return new LocalTransport(settings);
  }

  @Override
  protected List<Integer> boundaries() {
    return List.of(settings.ringBytes() / 8, (int) settings.maximumLargeBytes());
  }
}
