// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.streaming;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
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

/** Draws a sensor's last days with its forecasts and what was flagged, and below it how the forecasts improve. */
final class Picture {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 420;
    private static final int DAYS = 10;
    private static final Color BLUE = new Color(0x1f77b4);
    private static final Color ORANGE = new Color(0xff7f0e);
    private static final Color RED = new Color(0xd62728);
    private static final Color GREY = new Color(0xb0b0b0);
    private static final Color GREEN = new Color(0x2ca02c);

    private final Recording recording;
    private final int change;

    /**
     * A picture.
     *
     * @param change the hour to show the days around of
     */
    Picture(Recording recording, int change) {
        this.recording = recording;
        this.change = change;
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
        int first = Math.max(0, change - DAYS / 2 * Site.HOURS_PER_DAY);
        int end = Math.min(recording.hours(), first + DAYS * Site.HOURS_PER_DAY);
        int sensor = recording.mostEventful(first, end);
        int[] hours = IntStream.range(first, end).toArray();
        line(chart, "range allowed", hours, h -> recording.expected(h, sensor) + recording.tolerance(h, sensor), GREY);
        line(chart, "lower", hours, h -> recording.expected(h, sensor) - recording.tolerance(h, sensor), GREY)
                .setShowInLegend(false);
        line(chart, "forecast", hours, h -> recording.expected(h, sensor), ORANGE);
        line(chart, "reading", hours, h -> recording.reading(h, sensor), BLUE);
        dots(chart, "anomaly", hours, h -> recording.isAnomaly(h, sensor), sensor, GREEN, SeriesMarkers.DIAMOND);
        dots(chart, "flagged", hours, h -> recording.isFlagged(h, sensor), sensor, RED, SeriesMarkers.CROSS);
        return chart;
    }

    private XYChart errors() {
        XYChart chart =
                chart("how wrong the forecasts are, while the rhythm of all sensors changes", "root mean square");
        int[] hours = IntStream.range(0, recording.hours()).toArray();
        line(chart, "learned before the stream only", hours, h -> Math.sqrt(recording.frozenError(h)), ORANGE);
        line(chart, "learns on line", hours, h -> Math.sqrt(recording.error(h)), BLUE);
        chart.getStyler().setYAxisMin(0.0).setYAxisDecimalPattern("0.00");
        return chart;
    }

    private void dots(
            XYChart chart, String name, int[] hours, IntPredicate which, int sensor, Color color, Marker marker) {
        int[] chosen = IntStream.of(hours).filter(which).toArray();
        if (chosen.length > 0) {
            XYSeries series = line(chart, name, chosen, h -> recording.reading(h, sensor), new Color(0, true));
            series.setMarker(marker);
            series.setMarkerColor(color);
        }
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

    private static XYSeries line(XYChart chart, String name, int[] hours, IntToDoubleFunction value, Color color) {
        double[] days = IntStream.of(hours)
                .mapToDouble(h -> (double) h / Site.HOURS_PER_DAY)
                .toArray();
        XYSeries series = chart.addSeries(
                name, days, IntStream.of(hours).mapToDouble(value).toArray());
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(color.equals(GREY) ? 1 : 2));
        return series;
    }
}
