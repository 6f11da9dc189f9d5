// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.spark;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws how the loss falls in both ways of training, over the updates of a part. */
record Picture(List<Double> together, List<Double> averaged, int each) {
    void save(Path file) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(1000)
                .height(420)
                .title("loss of the parts' next windows")
                .xAxisTitle("windows read by a part")
                .yAxisTitle("nats per character")
                .build();
        chart.getStyler()
                .setLegendPosition(LegendPosition.InsideNE)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        line(chart, "gradients added at each update", together, 1, new Color(0x1f77b4));
        line(chart, "parameters averaged every " + each, averaged, each, new Color(0xff7f0e));
        ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile());
    }

    private static void line(XYChart chart, String name, List<Double> losses, int step, Color color) {
        double[] windows = IntStream.rangeClosed(1, losses.size())
                .mapToDouble(i -> (double) i * step)
                .toArray();
        XYSeries series = chart.addSeries(
                name, windows, losses.stream().mapToDouble(loss -> loss).toArray());
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(2));
    }
}
