package dev.rookery.cli.benchmark.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rookery.cli.statistics.StratifiedBootstrap;
import dev.rookery.core.file.WholeFile;
import dev.rookery.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A report on records: {@code report.md}, and pictures beside it. The same records give the same
 * page.
 */
public final class Report {

  /** The page. */
  public static final String PAGE = "report.md";

  private static final long SEED = 1;

  private Report() {}

  /**
   * Writes a report; one that is there already is replaced.
   *
   * @param resamples of the bootstrap, at least 1
   * @param directory is made if there is none
   * @return the page
   * @throws SettingsException if it cannot be written
   * @throws dev.rookery.RookeryException if this Java cannot draw
   */
  public static Path write(RecordSet records, int resamples, Path directory) {
    StratifiedBootstrap bootstrap = new StratifiedBootstrap(resamples, SEED);
    Path page = directory.resolve(PAGE);
    try {
      Map<String, byte[]> files = new LinkedHashMap<>(new Charts(records, bootstrap).pictures());
      files.put(PAGE, new Page(records, bootstrap).text().getBytes(UTF_8));
      Files.createDirectories(directory);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        WholeFile.write(directory.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new SettingsException("cannot write %s: %s".formatted(page, e), e);
    }
    return page;
  }
}
