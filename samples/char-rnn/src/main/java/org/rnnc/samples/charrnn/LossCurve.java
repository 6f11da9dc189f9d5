// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Collects how the loss falls, and draws it. */
final class LossCurve {
    private static final double MILLION = 1e6;

    private final Points training = new Points();
    private final Points heldOut = new Points();

    void addTraining(long characters, double bitsPerCharacter) {
        training.add(characters, bitsPerCharacter);
    }

    void addHeldOut(long characters, double bitsPerCharacter) {
        heldOut.add(characters, bitsPerCharacter);
    }

    /** Draws the curve into a PNG file. */
    void save(Path file) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(960)
                .height(540)
                .title("char-rnn: loss while training")
                .xAxisTitle("characters read, in millions")
                .yAxisTitle("bits per character")
                .build();
        style(chart);
        line(chart, "training, smoothed", training, new Color(0x1f77b4)).setMarker(SeriesMarkers.NONE);
        line(chart, "held out, an excerpt", heldOut, new Color(0xd62728)).setMarker(SeriesMarkers.CIRCLE);
        ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile());
    }

    private static void style(XYChart chart) {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
        chart.getStyler()
                .setXAxisMin(0.0)
                .setXAxisDecimalPattern("0.0##")
                .setXAxisTickMarkSpacingHint(120)
                .setYAxisDecimalPattern("0.0")
                .setLegendPosition(LegendPosition.InsideNE)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setMarkerSize(6)
                .setBaseFont(font);
    }

    private static XYSeries line(XYChart chart, String name, Points points, Color color) {
        XYSeries series = chart.addSeries(name, points.x, points.y);
        series.setLineColor(color);
        series.setMarkerColor(color);
        series.setLineStyle(new BasicStroke(2));
        return series;
    }

    private static final class Points {
        private final List<Double> x = new ArrayList<>();
        private final List<Double> y = new ArrayList<>();

        void add(long characters, double bitsPerCharacter) {
            x.add(characters / MILLION);
            y.add(bitsPerCharacter);
        }
    }
}
