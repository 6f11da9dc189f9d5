// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.inside;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws how large gradients are at each lag, relative to the last step, on a logarithmic scale. */
final class GradientPicture {
    private static final int WIDTH = 980;
    private static final int HEIGHT = 470;
    /** Powers of ten at the ends of the scale; what is beyond is left out, since it would only squeeze the rest. */
    private static final int LOWEST = -12;

    private static final int HIGHEST = 6;
    private static final List<Color> COLORS = List.of(
            new Color(0xd62728), new Color(0xff7f0e), new Color(0x9467bd), new Color(0x2ca02c), new Color(0x1f77b4));

    private final List<XYChart> charts = new ArrayList<>();

    /** Adds a panel: a curve for each network, in the order in which colours are given out. */
    GradientPicture panel(String title, List<String> names, List<double[]> norms) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("lag: steps before the last one")
                .yAxisTitle("gradient, last step = 1")
                .build();
        chart.getStyler()
                .setYAxisMin((double) LOWEST)
                .setYAxisMax((double) HIGHEST)
                .setYAxisTickMarkSpacingHint(38)
                .setYAxisTickLabelsFormattingFunction(
                        power -> power == 0 ? "1" : String.format(Locale.ROOT, "1e%.0f", power))
                .setXAxisTickMarkSpacingHint(80)
                .setPlotGridLinesColor(new Color(0xe4e4e4))
                .setLegendPosition(LegendPosition.OutsideE)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        for (int i = 0; i < names.size(); i++) {
            line(chart, names.get(i), norms.get(i), COLORS.get(i % COLORS.size()));
        }
        charts.add(chart);
        return this;
    }

    private static void line(XYChart chart, String name, double[] norms, Color color) {
        int[] shown = IntStream.range(0, norms.length)
                .filter(lag -> power(norms, lag) >= LOWEST && power(norms, lag) <= HIGHEST)
                .toArray();
        double[] lags = IntStream.of(shown).asDoubleStream().toArray();
        double[] powers =
                IntStream.of(shown).mapToDouble(lag -> power(norms, lag)).toArray();
        XYSeries series = chart.addSeries(name, lags, powers);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(2.5f));
        series.setMarker(SeriesMarkers.NONE);
    }

    /** Of ten, so that the axis has a mark for each and none between. */
    private static double power(double[] norms, int lag) {
        return Math.log10(norms[lag] / norms[0]);
    }

    /** Writes a PNG file, the panels one below the other. */
    void save(Path file) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT * charts.size(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < charts.size(); i++) {
            graphics.drawImage(BitmapEncoder.getBufferedImage(charts.get(i)), 0, i * HEIGHT, null);
        }
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
    }
}
