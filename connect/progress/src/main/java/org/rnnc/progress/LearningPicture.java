// SPDX-License-Identifier: Apache-2.0
package org.rnnc.progress;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

/**
 * Draws learning curves into one picture, with a logarithmic scale for the error where it falls by far. No screen is
 * needed. Not for use by two threads at once.
 */
public final class LearningPicture {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 540;
    private static final double LOGARITHMIC_FROM = 50;
    private static final BasicStroke SOLID = new BasicStroke(2);
    private static final List<BasicStroke> LEVELS = List.of(dashed(8, 5), dashed(2, 4));

    private final XYChart chart;
    private final Map<String, Integer> count = new HashMap<>();
    private int levels;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    /**
     * A picture without curves.
     *
     * @param title above it
     * @param xAxis what is counted
     * @param yAxis what the error is
     */
    public LearningPicture(String title, String xAxis, String yAxis) {
        chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xAxis)
                .yAxisTitle(yAxis)
                .build();
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    }

    /**
     * Draws a curve. Several may have one name: the legend has it once.
     *
     * @param name for the legend
     * @param curve with a point at least
     * @param color of its line
     * @return this
     */
    public LearningPicture add(String name, LearningCurve curve, Color color) {
        return add(name, curve.windows(), curve.errors(), color);
    }

    /**
     * Draws a curve through points.
     *
     * @param name for the legend
     * @param x where the points are
     * @param y their errors, finite
     * @param color of its line
     * @return this
     */
    public LearningPicture add(String name, List<? extends Number> x, List<? extends Number> y, Color color) {
        line(name, x, y, color, SOLID);
        return this;
    }

    /** A logarithmic scale has numbers at powers of ten alone, so that it needs more than one of them. */
    private boolean isLogarithmic() {
        return least > 0 && greatest / least >= LOGARITHMIC_FROM;
    }

    private static BasicStroke dashed(float line, float gap) {
        return new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {line, gap}, 0);
    }

    /**
     * Draws a line across: the first dashed, the second dotted.
     *
     * @param name for the legend
     * @param error where it is
     * @param windows how far it goes
     * @return this
     */
    public LearningPicture addLevel(String name, double error, int windows) {
        line(name, List.of(0, windows), List.of(error, error), Color.DARK_GRAY, LEVELS.get(levels++ % LEVELS.size()));
        return this;
    }

    private void line(
            String name, List<? extends Number> x, List<? extends Number> y, Color color, BasicStroke stroke) {
        for (Number error : y) {
            least = Math.min(least, error.doubleValue());
            greatest = Math.max(greatest, error.doubleValue());
        }
        int number = count.merge(name, 1, Integer::sum);
        XYSeries series = chart.addSeries(number == 1 ? name : name + " " + number, x, y);
        series.setShowInLegend(number == 1);
        series.setLineColor(color);
        series.setLineStyle(stroke);
        series.setMarker(SeriesMarkers.NONE);
    }

    /**
     * Writes a PNG file of one or several pictures, one below the other.
     *
     * @param file written anew
     * @param pictures with a curve each
     * @throws IOException if it cannot be written
     */
    public static void save(Path file, LearningPicture... pictures) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT * pictures.length, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < pictures.length; i++) {
            pictures[i].chart.getStyler().setYAxisLogarithmic(pictures[i].isLogarithmic());
            graphics.drawImage(BitmapEncoder.getBufferedImage(pictures[i].chart), 0, i * HEIGHT, null);
        }
        graphics.dispose();
        Path parts = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream out = Files.newOutputStream(parts)) {
            ImageIO.write(image, "png", out);
        }
        Files.move(parts, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
