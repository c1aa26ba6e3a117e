package dev.rookery.runtime.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ReportsProperties {

  /** What was heard, as text. */
  static final class Received implements Reports.Listener {
    final List<String> reports = new ArrayList<>();

    @Override
    public void onEpisode(int actorId, double episodeReturn, double learnerReturn, int length) {
      reports.add("episode %d %s %s %d".formatted(actorId, episodeReturn, learnerReturn, length));
    }

    @Override
    public void onMeasurement(int actorId, String name, double value) {
      reports.add("measurement %d %s %s".formatted(actorId, name, value));
    }
  }

  @Property(tries = 300)
  void reportsAreHeardAsTheyWereMade(
      @ForAll int actor,
      @ForAll long session,
      @ForAll double value,
      @ForAll int length,
      @ForAll("names") String name) {
    UnreliablePublication publication = new UnreliablePublication();
    Reports reports = new Reports(actor, session);
    reports.offerMeasurement(publication, name, value);
    reports.offerEpisode(publication, value, -value, length);
    reports.offerMeasurement(publication, "", -value);
    assertEquals(
        List.of(
            "measurement %d %s %s".formatted(actor, name, value),
            "episode %d %s %s %d".formatted(actor, value, -value, length),
            "measurement %d  %s".formatted(actor, -value)),
        receive(publication));
    ReportReader reader = new ReportReader();
    publication.deliver(
        (buffer, offset, size, publisher) -> {
          assertEquals(session, reader.wrap(buffer, offset, size).session());
          assertEquals(actor, reader.actorId());
        });
  }

  @Test
  void aNameIsCutToWhatFits() {
    UnreliablePublication publication = new UnreliablePublication();
    new Reports(0, 1).offerMeasurement(publication, "x".repeat(5000), 1);
    String received = receive(publication).get(0);
    assertTrue(received.matches("measurement 0 x{900,1024} 1.0"), received);
  }

  @Test
  void aRefusedReportIsSaidToBeRefused() {
    UnreliablePublication publication = new UnreliablePublication(() -> true);
    assertTrue(new Reports(0, 1).offerEpisode(publication, 1, 1, 1) < 0);
    assertTrue(new Reports(0, 1).offerMeasurement(publication, "x", 1) < 0);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars("aä€/_Z9").ofMaxLength(100);
  }

  private static List<String> receive(UnreliablePublication publication) {
    Received received = new Received();
    ReportReader reader = new ReportReader();
    publication.deliver(
        (buffer, offset, length, publisher) -> reader.wrap(buffer, offset, length).tell(received));
    return received.reports;
  }
}
