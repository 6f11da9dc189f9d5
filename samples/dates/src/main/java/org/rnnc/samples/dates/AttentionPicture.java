// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.dates;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Draws what a decoder looks at: a row for each character that it writes, a column for each that has been read. */
final class AttentionPicture {
    private static final int CELL = 20;
    private static final int MARGIN = 30;
    private static final Color INK = new Color(0x08, 0x30, 0x6b);

    private final List<Panel> panels = new ArrayList<>();

    /** @param weights by character written and by character read */
    private record Panel(String read, String written, float[][] weights) {
        int width() {
            return (read.length() + 2) * CELL;
        }

        int height() {
            return (written.length() + 1) * CELL + MARGIN;
        }
    }

    AttentionPicture add(String read, String written, float[][] weights) {
        panels.add(new Panel(read, written, weights));
        return this;
    }

    /** Writes a PNG file. */
    void save(Path file) throws IOException {
        int width = panels.stream().mapToInt(Panel::width).max().orElse(0) + 2 * MARGIN;
        int height = panels.stream().mapToInt(Panel::height).sum() + MARGIN;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setFont(new Font(Font.MONOSPACED, Font.PLAIN, 15));
        int top = MARGIN;
        for (Panel panel : panels) {
            draw(panel, graphics, top);
            top += panel.height();
        }
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    private static void draw(Panel panel, Graphics2D graphics, int top) {
        for (int column = 0; column < panel.read().length(); column++) {
            letter(panel.read().charAt(column), graphics, column + 1, top);
        }
        for (int row = 0; row < panel.written().length(); row++) {
            int y = top + (row + 1) * CELL;
            letter(panel.written().charAt(row), graphics, 0, y);
            for (int column = 0; column < panel.read().length(); column++) {
                graphics.setColor(shade(panel.weights()[row][column]));
                graphics.fillRect(MARGIN + (column + 1) * CELL, y, CELL - 1, CELL - 1);
            }
        }
    }

    private static void letter(char letter, Graphics2D graphics, int column, int y) {
        graphics.setColor(Color.BLACK);
        graphics.drawString(String.valueOf(letter), MARGIN + column * CELL + CELL / 4, y + 3 * CELL / 4);
    }

    private static Color shade(float weight) {
        return new Color(mix(INK.getRed(), weight), mix(INK.getGreen(), weight), mix(INK.getBlue(), weight));
    }

    private static int mix(int ink, float weight) {
        int paper = 0xf4;
        return Math.round(paper + (ink - paper) * Math.min(1, Math.max(0, weight)));
    }
}
