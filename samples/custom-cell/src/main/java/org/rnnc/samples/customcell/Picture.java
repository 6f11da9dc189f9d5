// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.customcell;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws learning curves into one picture. */
final class Picture {
    private static final BasicStroke SOLID = new BasicStroke(2);
    private static final BasicStroke DASHED =
            new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {6, 6}, 0);

    private final XYChart chart = new XYChartBuilder()
            .width(960)
            .height(540)
            .title("The adding problem, 100 steps: error while training")
            .xAxisTitle("windows of 32 sequences")
            .yAxisTitle("mean squared error")
            .build();

    Picture() {
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler()
                .setLegendPosition(LegendPosition.InsideSW)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    }

    Picture add(String name, LearningCurve curve, Color color) {
        line(name, curve.windows(), curve.errors(), color, SOLID);
        return this;
    }

    /** Draws a line across. */
    Picture addLevel(String name, double error, int windows) {
        line(name, List.of(0, windows), List.of(error, error), Color.DARK_GRAY, DASHED);
        return this;
    }

    private void line(String name, List<Integer> x, List<Double> y, Color color, BasicStroke stroke) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setLineColor(color);
        series.setLineStyle(stroke);
        series.setMarker(SeriesMarkers.NONE);
    }

    /** Writes a PNG file. */
    void save(Path file) throws IOException {
        ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile());
    }
}
