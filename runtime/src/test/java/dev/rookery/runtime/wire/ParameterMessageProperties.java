package dev.rookery.runtime.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterLayout.Entry;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.local.LocalTransport;
import dev.rookery.transport.local.LocalTransportSettings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ParameterMessageProperties {

  static ParameterLayout layout(int size) {
    return new ParameterLayout(List.of(new Entry("weight", List.of((long) size), 0, size)));
  }

  @Property(tries = 300)
  void aSnapshotIsReadAsItWasWritten(
      @ForAll long version,
      @ForAll long environmentSteps,
      @ForAll long learnerSteps,
      @ForAll @Size(max = 50) List<Float> values) {
    ParameterLayout layout = layout(values.size());
    ParameterMessage message = new ParameterMessage(layout);
    // Written twice: nothing of the first may be left.
    message.write(-1, -1, -1, target -> values.forEach(v -> target.putFloat(Float.NaN)));
    message.write(
        version, environmentSteps, learnerSteps, target -> values.forEach(target::putFloat));
    UnreliablePublication publication = new UnreliablePublication();
    message.offer(publication);
    publication.deliver(
        (buffer, offset, length, publisher) -> {
          ParameterSnapshot snapshot = ParameterMessage.read(layout, buffer, offset, length);
          assertEquals(version, snapshot.version());
          assertEquals(environmentSteps, snapshot.environmentSteps());
          assertEquals(learnerSteps, snapshot.learnerSteps());
          assertEquals(layout.layoutHash(), snapshot.layoutHash());
          assertEquals(values, floats(snapshot.values()));
        });
    assertEquals(1, publication.messages().size());
  }

  @Property(tries = 10)
  void theLocalTransportCarriesSnapshotsOfAnySize(
      @ForAll @IntRange(min = 1, max = 300_000) int size) {
    ParameterLayout layout = layout(size);
    ParameterMessage message = new ParameterMessage(layout);
    message.write(
        7,
        8,
        9,
        target -> {
          for (int i = 0; i < size; i++) {
            target.putFloat(i);
          }
        });
    try (LocalTransport transport = new LocalTransport(LocalTransportSettings.defaults());
        Subscription subscription = transport.subscribe("parameters");
        Publication publication = transport.publish("parameters")) {
      message.offer(publication);
      int polled =
          subscription.poll(
              (buffer, offset, length, publisher) -> {
                ByteBuffer values = ParameterMessage.read(layout, buffer, offset, length).values();
                assertEquals(size * Float.BYTES, values.remaining());
                for (int i = 0; i < size; i++) {
                  assertEquals(i, values.getFloat());
                }
              },
              1);
      assertEquals(1, polled);
    }
  }

  private static List<Float> floats(ByteBuffer buffer) {
    List<Float> values = new ArrayList<>();
    while (buffer.hasRemaining()) {
      values.add(buffer.getFloat());
    }
    return values;
  }
}
