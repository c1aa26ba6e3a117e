package dev.rookery.cli.benchmark.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table in Markdown. */
final class MarkdownTable {

  private final List<List<String>> rows = new ArrayList<>();

  MarkdownTable(String... columns) {
    rows.add(List.of(columns));
    rows.add(Collections.nCopies(columns.length, "---"));
  }

  /** Adds a row with a cell for each column. */
  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** The table, and an empty line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      text.append('|');
      row.forEach(cell -> text.append(' ').append(cell.replace("|", "\\|")).append(" |"));
      text.append('\n');
    }
    return text.append('\n').toString();
  }
}
