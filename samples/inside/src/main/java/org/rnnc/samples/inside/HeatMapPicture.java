// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.inside;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Draws heat maps one below the other, over the steps of one sequence, which they share. */
final class HeatMapPicture {
    private static final int CELL_WIDTH = 13;
    private static final int CELL_HEIGHT = 6;
    private static final int LEFT = 60;
    private static final int RIGHT = 110;
    private static final int TOP = 100;
    private static final int GAP = 44;
    private static final int BOTTOM = 50;
    private static final int TICK = 10;
    private static final Color INK = new Color(0x333333);
    private static final Color MARK = new Color(0xd62728);
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);

    private final String title;
    private final double[] numbers;
    private final boolean[] marked;
    private final List<HeatMap> maps;
    private Graphics2D graphics;

    /**
     * A picture.
     *
     * @param numbers what the network reads, by step, from 0 to 1
     * @param marked which of them it has to add
     */
    HeatMapPicture(String title, double[] numbers, boolean[] marked, List<HeatMap> maps) {
        this.title = title;
        this.numbers = numbers;
        this.marked = marked;
        this.maps = maps;
    }

    /** Writes a PNG file. */
    void save(Path file) throws IOException {
        int height = TOP + BOTTOM;
        for (HeatMap map : maps) {
            height += GAP + map.values().length * CELL_HEIGHT;
        }
        int width = LEFT + numbers.length * CELL_WIDTH + RIGHT;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        draw();
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    private void draw() {
        graphics.setColor(INK);
        graphics.setFont(TITLE);
        graphics.drawString(title, LEFT, 26);
        graphics.setFont(TEXT);
        inputs();
        int top = TOP;
        for (HeatMap map : maps) {
            top += GAP;
            map(map, top);
            top += map.values().length * CELL_HEIGHT;
        }
        steps(top);
    }

    /** The numbers as bars, the marked ones in colour. */
    private void inputs() {
        int full = TOP - 50;
        for (int step = 0; step < numbers.length; step++) {
            int bar = (int) Math.round(numbers[step] * full);
            graphics.setColor(marked[step] ? MARK : Color.LIGHT_GRAY);
            graphics.fillRect(LEFT + step * CELL_WIDTH + 2, TOP - bar, CELL_WIDTH - 4, bar);
        }
        graphics.setColor(INK);
        right("input", TOP);
    }

    private void map(HeatMap map, int top) {
        double[][] values = map.values();
        int height = values.length * CELL_HEIGHT;
        for (int unit = 0; unit < values.length; unit++) {
            for (int step = 0; step < values[unit].length; step++) {
                graphics.setColor(map.color(values[unit][step]));
                graphics.fillRect(LEFT + step * CELL_WIDTH, top + unit * CELL_HEIGHT, CELL_WIDTH, CELL_HEIGHT);
            }
        }
        graphics.setColor(MARK);
        graphics.setStroke(new BasicStroke(2));
        for (int step = 0; step < marked.length; step++) {
            if (marked[step]) {
                graphics.drawRect(LEFT + step * CELL_WIDTH - 1, top - 2, CELL_WIDTH + 1, height + 3);
            }
        }
        graphics.setColor(INK);
        graphics.drawString(map.title(), LEFT, top - 10);
        right("units", top + height / 2 + 5);
        scale(map, top, height);
    }

    /** The colours with the numbers they stand for. */
    private void scale(HeatMap map, int top, int height) {
        int left = LEFT + numbers.length * CELL_WIDTH + 20;
        for (int y = 0; y < height; y++) {
            graphics.setColor(map.color(map.high() - (map.high() - map.low()) * y / (height - 1)));
            graphics.fillRect(left, top + y, 16, 1);
        }
        graphics.setColor(INK);
        graphics.drawString(number(map.high()), left + 24, top + 12);
        graphics.drawString(number((map.high() + map.low()) / 2), left + 24, top + height / 2 + 5);
        graphics.drawString(number(map.low()), left + 24, top + height);
    }

    private void steps(int top) {
        FontMetrics metrics = graphics.getFontMetrics();
        for (int step = 0; step < numbers.length; step += TICK) {
            String text = Integer.toString(step);
            int center = LEFT + step * CELL_WIDTH + CELL_WIDTH / 2;
            graphics.drawString(text, center - metrics.stringWidth(text) / 2, top + 20);
        }
        String text = "time step";
        int center = LEFT + numbers.length * CELL_WIDTH / 2;
        graphics.drawString(text, center - metrics.stringWidth(text) / 2, top + 40);
    }

    /** Writes left of the maps. */
    private void right(String text, int bottom) {
        graphics.drawString(text, LEFT - 8 - graphics.getFontMetrics().stringWidth(text), bottom);
    }

    private static String number(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.1f", value);
    }
}
