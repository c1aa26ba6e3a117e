package dev.rookery.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SlurmTest {

  private SlurmCluster cluster;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    cluster = new SlurmCluster(directory);
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @Test
  void aJobOnEachNode(@TempDir Path directory) throws IOException {
    Path script = directory.resolve("job.sh");
    Files.writeString(
        script, "#!/bin/bash\n#SBATCH --output=out-%a.txt\necho $SLURMD_NODENAME; sleep 1\n");
    String job =
        cluster.submit(directory, Map.of(), "--array=0-2", "--exclusive", script.toString());
    Waiting.until(
        "the end",
        Duration.ofSeconds(30),
        () -> cluster.is("COMPLETED", job + "_2"),
        cluster::state);
    assertEquals(
        List.of("n1", "n2", "n3"),
        List.of(
            Files.readString(directory.resolve("out-0.txt")).strip(),
            Files.readString(directory.resolve("out-1.txt")).strip(),
            Files.readString(directory.resolve("out-2.txt")).strip()));
  }
}
