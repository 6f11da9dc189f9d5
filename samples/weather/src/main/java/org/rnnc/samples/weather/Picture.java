// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws temperatures over time. */
final class Picture {
    private final List<Date> dates;
    private final XYChart chart;

    Picture(String title, List<Day> days) {
        dates = days.stream()
                .map(day -> Date.from(day.date().atStartOfDay(ZoneOffset.UTC).toInstant()))
                .toList();
        chart = new XYChartBuilder()
                .width(880)
                .height(480)
                .title(title)
                .xAxisTitle("date")
                .yAxisTitle("maximum temperature, °C")
                .build();
        chart.getStyler().setTimezone(TimeZone.getTimeZone(ZoneOffset.UTC)).setDatePattern("d MMM");
        chart.getStyler()
                .setLegendPosition(LegendPosition.InsideNE)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    }

    /** Adds a temperature for each day. */
    Picture add(String name, List<Double> temperatures, Color color, float width) {
        XYSeries series = chart.addSeries(name, dates, temperatures);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(width));
        series.setMarker(SeriesMarkers.NONE);
        return this;
    }

    /** Writes a PNG file. */
    void save(Path file) throws IOException {
        ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile());
    }
}
