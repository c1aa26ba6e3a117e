package dev.rookery.transport.aeron;

import io.aeron.driver.ext.DebugReceiveChannelEndpoint;
import io.aeron.driver.ext.DebugSendChannelEndpoint;
import io.aeron.driver.ext.LossGenerator;
import io.aeron.driver.ext.RandomLossGenerator;

/** Makes drivers that lose packets at random, the same ones for the same seed. */
final class Loss {

  private Loss() {}

  /** Loses so many of all packets, of data and of control. */
  static MediaDrivers.Customizer of(double rate, long seed) {
    return context ->
        context
            .sendChannelEndpointSupplier(
                (channel, status, driver) ->
                    new DebugSendChannelEndpoint(
                        channel, status, driver, losing(rate, seed), losing(rate, seed + 1)))
            .receiveChannelEndpointSupplier(
                (channel, dispatcher, status, driver) ->
                    new DebugReceiveChannelEndpoint(
                        channel,
                        dispatcher,
                        status,
                        driver,
                        losing(rate, seed + 2),
                        losing(rate, seed + 3)));
  }

  private static LossGenerator losing(double rate, long seed) {
    return new RandomLossGenerator(rate, seed);
  }
}
