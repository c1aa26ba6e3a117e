package dev.rookery.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rookery.transport.aeron.AeronTransportSettings.Channel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClosingDriverTest {

  /**
   * Another process that starts meanwhile deletes what nobody has locked. Actors do so that have
   * lost their learner: each leaves its driver and starts another.
   */
  @Test
  void itsFilesAreLockedUntilItHasEnded() {
    List<String> atItsEnd = new CopyOnWriteArrayList<>();
    Path[] directory = new Path[1];
    AeronTransport transport =
        AeronTransport.open(
            AeronTransportSettings.defaults().withChannel(Channel.IPC),
            true,
            context ->
                context.sharedThreadFactory(
                    driver ->
                        new Thread(
                            () -> {
                              driver.run();
                              DriverDirectory.clear(directory[0].getParent());
                              atItsEnd.add("files are there: " + Files.exists(directory[0]));
                            })));
    directory[0] = Path.of(transport.invitation().orElseThrow().get("directory").toString());
    transport.close();
    assertEquals(List.of("files are there: true"), atItsEnd);
    assertFalse(Files.exists(directory[0]));
  }
}
