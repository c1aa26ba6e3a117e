package dev.rookery.cli.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;

/** Colours of a picture, and its lines, fonts and distances, which grow with its size. */
final class CurveStyle {

  static final Color TEXT = new Color(0x333333);
  static final Color INVISIBLE = new Color(0, true);
  private static final Color GRID = new Color(0xE4E4E4);

  /**
   * Okabe and Ito's colours, which people with any kind of colour vision can tell apart, without
   * the yellow that is too light on white. See https://jfly.uni-koeln.de/color/.
   */
  private static final List<Color> COLORS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          Color.BLACK);

  private final double scale;

  CurveStyle(int width, int height) {
    this.scale = Math.min(width / 1600.0, height / 1000.0);
  }

  /** The colour of a curve; after the last the first comes again. */
  Color color(int index) {
    return COLORS.get(index % COLORS.size());
  }

  /** The same colour for an area that others may overlap. */
  static Color band(Color color) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), 45);
  }

  /** The line of a single run beside a mean. */
  BasicStroke thin() {
    return new BasicStroke((float) (1.5 * scale));
  }

  /** The line of a curve: solid, then dashed when the colours come again, ever shorter. */
  BasicStroke thick(int index) {
    int round = index / COLORS.size();
    float[] dashes =
        round == 0 ? null : new float[] {(float) (10 * scale / round), (float) (5 * scale)};
    return new BasicStroke(
        (float) (4 * scale), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }

  /**
   * Sets everything but the curves' own lines.
   *
   * @param shortLegend whether the legend fits in one row
   */
  void apply(XYStyler styler, boolean shortLegend) {
    styler.setBaseFont(font(Font.PLAIN, 22));
    styler.setChartTitleFont(font(Font.BOLD, 30));
    styler.setAxisTitleFont(font(Font.PLAIN, 24));
    styler.setAxisTickLabelsFont(font(Font.PLAIN, 22));
    styler.setChartFontColor(TEXT);
    styler.setXAxisTitleColor(TEXT);
    styler.setYAxisTitleColor(TEXT);
    styler.setAxisTickLabelsColor(TEXT);
    styler.setLocale(Locale.ROOT);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(thin());
    styler.setAxisTicksMarksVisible(false);
    styler.setPlotContentSize(0.97);
    styler.setPlotMargin(0);
    styler.setXAxisTickMarkSpacingHint(pixels(160));
    styler.setYAxisTickMarkSpacingHint(pixels(110));
    styler.setChartPadding(pixels(24));
    styler.setChartTitlePadding(pixels(16));
    styler.setAxisTitlePadding(pixels(14));
    styler.setAxisTickPadding(pixels(10));
    styler.setChartTitleBoxVisible(false);
    // Outside, where it hides no curve.
    styler.setLegendPosition(shortLegend ? LegendPosition.OutsideS : LegendPosition.OutsideE);
    styler.setLegendLayout(shortLegend ? LegendLayout.Horizontal : LegendLayout.Vertical);
    styler.setLegendFont(font(Font.PLAIN, shortLegend ? 22 : 18));
    // For the width of a column, the library reckons with 20 pixels where there are bands.
    styler.setLegendSeriesLineLength(shortLegend ? pixels(44) : 24);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendPadding(pixels(14));
    styler.setAntiAlias(true);
  }

  private Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, Math.max(11, pixels(size)));
  }

  private int pixels(int length) {
    return (int) Math.round(length * scale);
  }
}
