package dev.rookery.transport.aeron;

import io.aeron.driver.ext.DebugReceiveChannelEndpoint;
import io.aeron.driver.ext.DebugSendChannelEndpoint;
import io.aeron.driver.ext.LossGenerator;
import io.aeron.driver.ext.RandomLossGenerator;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** Makes drivers that lose packets at random, the same ones for the same seed. */
final class Loss {

  private Loss() {}

  /** Loses so many of all packets, of data and of control. */
  static MediaDrivers.Customizer of(double rate, long seed) {
    return with(number -> new RandomLossGenerator(rate, seed + number));
  }

  /** Loses all packets while {@code cut} says so, as if a cable were pulled. */
  static MediaDrivers.Customizer of(BooleanSupplier cut) {
    return with(number -> (address, buffer, length) -> cut.getAsBoolean());
  }

  /** Four generators, by number: of data and control that are sent, and that are received. */
  private static MediaDrivers.Customizer with(IntFunction<LossGenerator> losing) {
    return context ->
        context
            .sendChannelEndpointSupplier(
                (channel, status, driver) ->
                    new DebugSendChannelEndpoint(
                        channel, status, driver, losing.apply(0), losing.apply(1)))
            .receiveChannelEndpointSupplier(
                (channel, dispatcher, status, driver) ->
                    new DebugReceiveChannelEndpoint(
                        channel, dispatcher, status, driver, losing.apply(2), losing.apply(3)));
  }
}
