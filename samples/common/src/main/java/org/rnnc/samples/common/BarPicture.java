// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.common;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws shares of several contestants in several categories, as bars side by side. Labels fit for some nine categories. */
public final class BarPicture {
    private final List<String> categories;
    private final CategoryChart chart;

    /**
     * A picture without bars.
     *
     * @param yAxis what the bars show, from 0 to 1
     */
    public BarPicture(String title, String yAxis, List<String> categories) {
        this.categories = categories;
        chart = new CategoryChartBuilder()
                .width(960)
                .height(500)
                .title(title)
                .yAxisTitle(yAxis)
                .build();
        chart.getStyler().setAvailableSpaceFill(0.8);
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0).setYAxisDecimalPattern("0.0");
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    }

    /** Adds a contestant, with a share for each category. */
    public BarPicture add(String name, List<Double> shares, Color color) {
        chart.addSeries(name, categories, shares).setFillColor(color);
        return this;
    }

    /** Writes a PNG file. */
    public void save(Path file) throws IOException {
        ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile());
    }
}
