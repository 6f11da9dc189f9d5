// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.graph;

import java.util.ArrayList;
import java.util.List;

/** A picture whose boxes and arrows have places, in pixels. */
record Placed(
        Picture picture, double width, double height, List<Rectangle> boxes, List<Rectangle> frames, List<Line> lines) {
    Placed(Picture picture, double width, double height) {
        this(picture, width, height, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** Of a box, by its number in the picture, or of a group. */
    record Rectangle(int index, double x, double y, double width, double height) {
        double centerX() {
            return x + width / 2;
        }

        double centerY() {
            return y + height / 2;
        }
    }

    record Point(double x, double y) {}

    /**
     * @param label where its text begins, at the base line
     * @param curved whether it bends from its first point to its last
     */
    record Line(Picture.Arrow arrow, List<Point> points, Point label, boolean curved) {
        Line {
            points = List.copyOf(points);
        }
    }
}
