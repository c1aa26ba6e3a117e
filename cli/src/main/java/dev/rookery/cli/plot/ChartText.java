package dev.rookery.cli.plot;

/**
 * The words around a picture.
 *
 * @param title above it
 * @param y beside the vertical axis
 * @param bands what they show, for the legend
 */
public record ChartText(String title, String y, String bands) {}
