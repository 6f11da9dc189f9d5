// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.common;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws learning curves into one picture, with a logarithmic scale for the error. */
public final class LearningPicture {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 540;
    private static final BasicStroke SOLID = new BasicStroke(2);
    private static final List<BasicStroke> LEVELS = List.of(dashed(8, 5), dashed(2, 4));

    private final XYChart chart;
    private final Map<String, Integer> count = new HashMap<>();
    private int levels;

    /** A picture without curves. */
    public LearningPicture(String title, String xAxis, String yAxis) {
        chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xAxis)
                .yAxisTitle(yAxis)
                .build();
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    }

    /** Draws a curve. Several may have one name: the legend has it once. */
    public LearningPicture add(String name, LearningCurve curve, Color color) {
        line(name, curve.windows(), curve.errors(), color, SOLID);
        return this;
    }

    private static BasicStroke dashed(float line, float gap) {
        return new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {line, gap}, 0);
    }

    /** Draws a line across, over so many windows: the first dashed, the second dotted. */
    public LearningPicture addLevel(String name, double error, int windows) {
        line(name, List.of(0, windows), List.of(error, error), Color.DARK_GRAY, LEVELS.get(levels++ % LEVELS.size()));
        return this;
    }

    private void line(String name, List<Integer> x, List<Double> y, Color color, BasicStroke stroke) {
        int number = count.merge(name, 1, Integer::sum);
        XYSeries series = chart.addSeries(number == 1 ? name : name + " " + number, x, y);
        series.setShowInLegend(number == 1);
        series.setLineColor(color);
        series.setLineStyle(stroke);
        series.setMarker(SeriesMarkers.NONE);
    }

    /** Writes a PNG file of one or several pictures, one below the other. */
    public static void save(Path file, LearningPicture... pictures) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT * pictures.length, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < pictures.length; i++) {
            graphics.drawImage(BitmapEncoder.getBufferedImage(pictures[i].chart), 0, i * HEIGHT, null);
        }
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
    }
}
