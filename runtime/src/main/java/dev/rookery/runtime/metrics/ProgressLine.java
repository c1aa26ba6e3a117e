package dev.rookery.runtime.metrics;

import dev.rookery.training.Progress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The progress of a run as one line of text. */
final class ProgressLine {

  private static final int NARROWEST_BAR = 8;
  private static final int WIDEST_BAR = 30;

  /**
   * A piece of the line.
   *
   * @param importance where the line is too long, the piece with the least goes first
   */
  private record Part(int importance, String text) {}

  private ProgressLine() {}

  /**
   * The line, which leaves out what is not known yet, and the less important where it would be too
   * long.
   *
   * @param width characters at most
   * @param bar whether to begin with a bar, where there is room
   */
  static String of(Progress progress, int width, boolean bar) {
    double done =
        Math.min(1, (double) progress.environmentSteps() / Math.max(1, progress.stepLimit()));
    boolean withBar = bar && width >= 50;
    int room = withBar ? width - NARROWEST_BAR - 1 : width;
    List<Part> parts = parts(progress, done);
    while (length(parts) > room && parts.size() > 1) {
      parts.remove(parts.stream().min(Comparator.comparingInt(Part::importance)).orElseThrow());
    }
    StringBuilder line = new StringBuilder();
    if (withBar) {
      int inner = Math.min(WIDEST_BAR, width - length(parts) - 1) - 2;
      int filled = (int) (done * inner);
      line.append('[').append("#".repeat(filled)).append("-".repeat(inner - filled)).append("] ");
    }
    parts.forEach(part -> line.append(part.text));
    return line.length() <= width ? line.toString() : line.substring(0, width);
  }

  private static List<Part> parts(Progress progress, double done) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(8, String.format(Locale.ROOT, "%3d%%", (int) (100 * done))));
    add(parts, 7, "  ", (double) progress.environmentSteps(), " steps");
    add(parts, 3, " ", progress.environmentStepsPerSecond(), "/s");
    add(parts, 2, " ", progress.learnerStepsPerSecond(), " upd/s");
    add(parts, 1, " ", (double) progress.episodes(), " ep");
    add(parts, 5, "  return ", progress.meanReturn(), "");
    add(parts, 4, " eval ", progress.evaluationReturn(), "");
    add(parts, 4, " best ", progress.bestReturn(), "");
    if (progress.connectedActors() < progress.actors()) {
      parts.add(
          new Part(
              6, "  %s of %s actors".formatted(progress.connectedActors(), progress.actors())));
    }
    double left =
        (progress.stepLimit() - progress.environmentSteps()) / progress.environmentStepsPerSecond();
    if (left >= 0 && Double.isFinite(left)) {
      parts.add(new Part(6, "  ETA " + HumanReadable.duration(left)));
    }
    return parts;
  }

  private static void add(
      List<Part> parts, int importance, String before, double value, String after) {
    if (Double.isFinite(value)) {
      parts.add(new Part(importance, before + HumanReadable.number(value) + after));
    }
  }

  private static int length(List<Part> parts) {
    return parts.stream().mapToInt(part -> part.text.length()).sum();
  }
}
