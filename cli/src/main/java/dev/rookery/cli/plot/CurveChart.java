package dev.rookery.cli.plot;

import dev.rookery.RookeryException;
import dev.rookery.cli.plot.GroupCurve.Level;
import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws group curves: bands first, then single runs, then means on top. */
public final class CurveChart {

  private final List<GroupCurve> curves;
  private final ChartText text;
  private final Axis axis;
  private final int width;
  private final int height;
  private final CurveStyle style;

  /**
   * A picture of curves.
   *
   * @param axis of what the curves go over
   * @param width in pixels
   * @param height in pixels
   */
  public CurveChart(List<GroupCurve> curves, ChartText text, Axis axis, int width, int height) {
    this.curves = curves;
    this.text = text;
    this.axis = axis;
    this.width = width;
    this.height = height;
    this.style = new CurveStyle(width, height);
  }

  /**
   * The picture in the PNG format.
   *
   * @throws RookeryException if this Java lacks what it needs to draw, such as fonts
   */
  public byte[] png() throws IOException {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true"); // A server has no screen to draw to.
    }
    try {
      return BitmapEncoder.getBitmapBytes(chart(), BitmapFormat.PNG);
    } catch (LinkageError | InternalError e) {
      throw new RookeryException(
          "this Java cannot draw text: install fontconfig and a font, for example the packages"
              + " fontconfig and fonts-dejavu-core ("
              + e
              + ")",
          e);
    }
  }

  private XYChart chart() {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(text.title())
            .xAxisTitle(axis.label())
            .yAxisTitle(text.y())
            .build();
    style.apply(chart.getStyler(), legendLength() < 80);
    chart.getStyler().setXAxisMin(axis.minimum() / axis.unit());
    for (int i = 0; i < curves.size(); i++) {
      addBand(chart, i, curves.get(i));
    }
    for (int i = 0; i < curves.size(); i++) {
      addSingleRuns(chart, i, curves.get(i));
    }
    for (int i = 0; i < curves.size(); i++) {
      addMean(chart, i, curves.get(i));
    }
    explainBands(chart);
    return chart;
  }

  private boolean severalRuns() {
    return curves.stream().anyMatch(curve -> curve.runs() > 1);
  }

  /** About how many letters the legend takes in one row. */
  private int legendLength() {
    return curves.stream().mapToInt(curve -> legend(curve).length() + 4).sum();
  }

  private static boolean hasBand(GroupCurve curve) {
    return curve.runs() > 1 && curve.levels().size() > 1;
  }

  private void addBand(XYChart chart, int index, GroupCurve curve) {
    if (!hasBand(curve)) {
      return;
    }
    List<Level> forth = curve.levels();
    List<Level> back = new ArrayList<>(forth);
    Collections.reverse(back);
    double[] x =
        Stream.concat(forth.stream(), back.stream())
            .mapToDouble(level -> level.x() / axis.unit())
            .toArray();
    double[] y =
        DoubleStream.concat(
                forth.stream().mapToDouble(Level::high), back.stream().mapToDouble(Level::low))
            .toArray();
    addPolygon(chart, "band " + index, x, y, CurveStyle.band(style.color(index)))
        .setShowInLegend(false);
  }

  /** Says in the legend what the bands mean, by one that is too small to be seen. */
  private void explainBands(XYChart chart) {
    curves.stream()
        .filter(CurveChart::hasBand)
        .findFirst()
        .map(curve -> curve.levels().get(0))
        .ifPresent(
            level -> {
              double[] x = {level.x() / axis.unit()};
              double[] y = {level.mean()};
              addPolygon(chart, "bands", x, y, CurveStyle.band(CurveStyle.TEXT))
                  .setLabel(text.bands());
            });
  }

  private static XYSeries addPolygon(
      XYChart chart, String name, double[] x, double[] y, Color color) {
    XYSeries polygon = chart.addSeries(name, x, y);
    polygon.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    polygon.setFillColor(color);
    polygon.setLineColor(CurveStyle.INVISIBLE);
    polygon.setMarker(SeriesMarkers.NONE);
    return polygon;
  }

  private void addSingleRuns(XYChart chart, int index, GroupCurve curve) {
    for (int i = 0; i < curve.beyond().size(); i++) {
      Map<Double, Double> points = curve.beyond().get(i).points();
      XYSeries line =
          addLine(chart, "run " + index + "." + i, index, points.keySet(), points.values());
      line.setLineStyle(style.thin());
      line.setLabel(legend(curve));
      line.setShowInLegend(i == 0 && curve.levels().isEmpty());
    }
  }

  private void addMean(XYChart chart, int index, GroupCurve curve) {
    if (!curve.levels().isEmpty()) {
      XYSeries line =
          addLine(
              chart,
              "mean " + index,
              index,
              curve.levels().stream().map(Level::x).toList(),
              curve.levels().stream().map(Level::mean).toList());
      line.setLineStyle(style.thick(index));
      line.setLabel(legend(curve));
    }
  }

  /** A line, or a dot where there is but one point. */
  private XYSeries addLine(
      XYChart chart, String name, int index, Collection<Double> xs, Collection<Double> ys) {
    List<Double> x = xs.stream().map(value -> value / axis.unit()).toList();
    XYSeries line = chart.addSeries(name, x, List.copyOf(ys));
    line.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    line.setLineColor(style.color(index));
    line.setMarkerColor(style.color(index));
    line.setMarker(x.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    return line;
  }

  private String legend(GroupCurve curve) {
    String runs = curve.runs() == 1 ? "1 run" : curve.runs() + " runs";
    return severalRuns() ? curve.label() + ", " + runs : curve.label();
  }
}
