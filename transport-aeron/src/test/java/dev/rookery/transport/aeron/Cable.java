package dev.rookery.transport.aeron;

import io.aeron.driver.ext.DebugReceiveChannelEndpoint;
import io.aeron.driver.ext.DebugSendChannelEndpoint;
import io.aeron.driver.ext.LossGenerator;
import java.net.InetSocketAddress;
import org.agrona.concurrent.UnsafeBuffer;

/** What a driver sends and gets goes through this; while it is cut, nothing comes through. */
final class Cable implements MediaDrivers.Customizer, LossGenerator {

  private volatile boolean cut;

  void cut(boolean now) {
    cut = now;
  }

  @Override
  public void customize(io.aeron.driver.MediaDriver.Context context) {
    context
        .sendChannelEndpointSupplier(
            (channel, status, driver) ->
                new DebugSendChannelEndpoint(channel, status, driver, this, this))
        .receiveChannelEndpointSupplier(
            (channel, dispatcher, status, driver) ->
                new DebugReceiveChannelEndpoint(channel, dispatcher, status, driver, this, this));
  }

  @Override
  public boolean shouldDropFrame(InetSocketAddress address, UnsafeBuffer buffer, int length) {
    return cut;
  }

  @Override
  public boolean shouldDropFrame(
      InetSocketAddress address,
      UnsafeBuffer buffer,
      int streamId,
      int sessionId,
      int termId,
      int termOffset,
      int length) {
    return cut;
  }
}
