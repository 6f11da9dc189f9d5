// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.flink;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the readings of a sensor with what was expected and flagged, and below it the errors of all sensors by the hour. */
final class Picture {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 420;
    private static final int DAYS = 10;
    private static final Color BLUE = new Color(0x1f77b4);
    private static final Color ORANGE = new Color(0xff7f0e);
    private static final Color RED = new Color(0xd62728);
    private static final Color GREY = new Color(0xb0b0b0);
    private static final Color GREEN = new Color(0x2ca02c);

    private final Sensors sensors;
    private final Findings frozen;
    private final Findings learning;

    Picture(Sensors sensors, Findings frozen, Findings learning) {
        this.sensors = sensors;
        this.frozen = frozen;
        this.learning = learning;
    }

    void save(Path file) throws IOException {
        List<XYChart> charts = List.of(sensor(), errors());
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT * charts.size(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < charts.size(); i++) {
            graphics.drawImage(BitmapEncoder.getBufferedImage(charts.get(i)), 0, i * HEIGHT, null);
        }
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    private XYChart sensor() {
        XYChart chart = chart("one of the sensors: readings, forecasts an hour ahead, anomalies", "reading");
        int first = Math.max(0, sensors.change() - DAYS * Sensors.HOURS_PER_DAY);
        List<Score> scores = frozen.shown().stream()
                .sorted(Comparator.comparingInt(Score::hour))
                .filter(score -> score.hour() >= first && score.hour() < sensors.change())
                .toList();
        line(chart, "range allowed", scores, score -> expected(score) + frozen.limit(), GREY);
        line(chart, "lower", scores, score -> expected(score) - frozen.limit(), GREY)
                .setShowInLegend(false);
        line(chart, "forecast", scores, Picture::expected, ORANGE);
        line(chart, "reading", scores, Score::value, BLUE);
        Predicate<Score> isAnomaly = score -> sensors.isAnomaly(score.sensor(), score.hour());
        dots(chart, "anomaly", scores.stream().filter(isAnomaly).toList(), GREEN, SeriesMarkers.DIAMOND);
        dots(chart, "flagged", scores.stream().filter(frozen::isFlagged).toList(), RED, SeriesMarkers.CROSS);
        return chart;
    }

    private static double expected(Score score) {
        return score.value() - score.error();
    }

    private XYChart errors() {
        XYChart chart =
                chart("how wrong the forecasts are, while the rhythm of all sensors changes", "root mean square");
        int[] hours = IntStream.range(2, sensors.hours()).toArray();
        line(chart, "learned before the stream only", hours, frozen::error, ORANGE);
        line(chart, "learns on line, a network for each key group", hours, learning::error, BLUE);
        chart.getStyler().setYAxisMin(0.0).setYAxisDecimalPattern("0.00");
        return chart;
    }

    private static void dots(XYChart chart, String name, List<Score> scores, Color color, Marker marker) {
        if (!scores.isEmpty()) {
            XYSeries series = line(chart, name, scores, Score::value, new Color(0, true));
            series.setMarker(marker);
            series.setMarkerColor(color);
        }
    }

    private static XYSeries line(
            XYChart chart, String name, List<Score> scores, ToDoubleFunction<Score> value, Color color) {
        int[] hours = scores.stream().mapToInt(Score::hour).toArray();
        double[] values = scores.stream().mapToDouble(value).toArray();
        return line(chart, name, hours, values, color);
    }

    private static void line(XYChart chart, String name, int[] hours, IntToDoubleFunction value, Color color) {
        line(chart, name, hours, IntStream.of(hours).mapToDouble(value).toArray(), color);
    }

    private static XYSeries line(XYChart chart, String name, int[] hours, double[] values, Color color) {
        double[] days = IntStream.of(hours)
                .mapToDouble(hour -> (double) hour / Sensors.HOURS_PER_DAY)
                .toArray();
        XYSeries series = chart.addSeries(name, days, values);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(color.equals(GREY) ? 1 : 2));
        return series;
    }

    private static XYChart chart(String title, String yAxis) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("day")
                .yAxisTitle(yAxis)
                .build();
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideS)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setMarkerSize(9)
                .setLegendLayout(LegendLayout.Horizontal)
                .setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        return chart;
    }
}
