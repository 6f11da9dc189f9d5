// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rnnc.tools.rnnc.graph.Picture.Arrow;
import org.rnnc.tools.rnnc.graph.Picture.Box;
import org.rnnc.tools.rnnc.graph.Placed.Line;
import org.rnnc.tools.rnnc.graph.Placed.Point;
import org.rnnc.tools.rnnc.graph.Placed.Rectangle;

/**
 * Places layers in rows from the inputs at the bottom to the outputs at the top, and steps, or the nodes of a tree, in columns.
 */
final class StepLayout {
    private static final double GAP = 28;
    private static final double ROW = 84;
    private static final double BETWEEN_STEPS = 96;
    private static final double DETOUR = 9;

    private final UnrolledPicture unrolled;
    private final Map<String, Rectangle> places = new HashMap<>();

    private StepLayout(UnrolledPicture unrolled) {
        this.unrolled = unrolled;
    }

    static Placed place(UnrolledPicture unrolled) {
        return new StepLayout(unrolled).place();
    }

    private Placed place() {
        List<Box> boxes = unrolled.picture().boxes();
        // Boxes of one level at one step, by their numbers.
        Map<Integer, Map<Integer, List<Integer>>> rows = new TreeMap<>();
        for (int i = 0; i < boxes.size(); i++) {
            String id = boxes.get(i).id();
            rows.computeIfAbsent(unrolled.level().get(id), key -> new TreeMap<>())
                    .computeIfAbsent(unrolled.column().get(id), key -> new ArrayList<>())
                    .add(i);
        }
        double column = rows.values().stream()
                .flatMap(row -> row.values().stream())
                .mapToDouble(row -> width(boxes, row))
                .max()
                .orElse(0);
        int levels = rows.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
        rows.forEach((level, steps) -> steps.forEach((step, row) -> {
            double x = step * (column + BETWEEN_STEPS) + (column - width(boxes, row)) / 2;
            row.sort(Comparator.comparing(index -> !boxes.get(index).each().isAtSteps()));
            for (int index : row) {
                Box box = boxes.get(index);
                double y = (levels - level) * ROW + (ROW - Text.boxHeight(box)) / 2;
                places.put(box.id(), new Rectangle(index, x, y, Text.boxWidth(box), Text.boxHeight(box)));
                x += Text.boxWidth(box) + GAP;
            }
        }));
        List<Line> lines = unrolled.picture().arrows().stream().map(this::line).toList();
        double right = unrolled.columns() * column + (unrolled.columns() - 1) * BETWEEN_STEPS;
        double labels = lines.stream()
                .mapToDouble(
                        line -> line.label().x() + Text.labelWidth(line.arrow().label()))
                .max()
                .orElse(0);
        Placed placed = new Placed(unrolled.picture(), Math.max(right, labels), (levels + 1) * ROW);
        boxes.forEach(box -> placed.boxes().add(place(box.id())));
        placed.lines().addAll(lines);
        return placed;
    }

    private static double width(List<Box> boxes, List<Integer> row) {
        return row.stream()
                        .mapToDouble(index -> Text.boxWidth(boxes.get(index)))
                        .sum()
                + GAP * (row.size() - 1);
    }

    private Rectangle place(String id) {
        Rectangle place = places.get(id);
        if (place == null) {
            throw new IllegalStateException("no place for " + id);
        }
        return place;
    }

    private Line line(Arrow arrow) {
        Rectangle from = place(arrow.from());
        Rectangle to = place(arrow.to());
        if (!arrow.back()) {
            return upward(arrow, from, to);
        }
        return from.centerY() == to.centerY() ? sideways(arrow, from, to) : toParent(arrow, from, to);
    }

    /** From the side of a node's layer to the side of that of the node above, between their columns. */
    private static Line toParent(Arrow arrow, Rectangle from, Rectangle to) {
        boolean right = to.centerX() > from.centerX();
        Point start = new Point(right ? from.x() + from.width() : from.x(), from.centerY());
        Point end = new Point(right ? to.x() : to.x() + to.width(), to.centerY());
        double text = Text.labelWidth(arrow.label());
        double middle = (start.x() + end.x()) / 2;
        Point label = new Point(right ? middle - text - 6 : middle + 6, (start.y() + end.y()) / 2 + 4);
        return new Line(arrow, List.of(start, end), label, false);
    }

    private static Line upward(Arrow arrow, Rectangle from, Rectangle to) {
        Point start = new Point(from.centerX(), from.y());
        Point end = new Point(to.centerX(), to.y() + to.height());
        boolean skips = from.y() - to.y() > 1.5 * ROW && Math.abs(start.x() - end.x()) < ROW;
        if (!skips) {
            Point label = new Point((start.x() + end.x()) / 2 + 5, (start.y() + end.y()) / 2 + 4);
            return new Line(arrow, List.of(start, end), label, false);
        }
        // Around what stands between.
        Point bend = new Point(Math.max(start.x(), end.x()) + from.width() + 30, (start.y() + end.y()) / 2);
        Point label = new Point((start.x() + 2 * bend.x() + end.x()) / 4 + 4, bend.y() + 4);
        return new Line(arrow, List.of(start, bend, end), label, true);
    }

    private Line sideways(Arrow arrow, Rectangle from, Rectangle to) {
        boolean right = to.x() > from.x();
        double shift = right ? -5 : 5;
        Point start = new Point(right ? from.x() + from.width() : from.x(), from.centerY() + shift);
        Point end = new Point(right ? to.x() : to.x() + to.width(), to.centerY() + shift);
        double middle = (start.x() + end.x()) / 2;
        double text = Text.labelWidth(arrow.label()) / 2;
        boolean free = places.values().stream()
                .noneMatch(place -> place.centerX() > Math.min(start.x(), end.x())
                        && place.centerX() < Math.max(start.x(), end.x())
                        && Math.abs(place.centerY() - from.centerY()) < ROW / 2);
        if (free) {
            return new Line(arrow, List.of(start, end), new Point(middle - text, start.y() + (right ? -6 : 14)), false);
        }
        // Above or below the other boxes of the row.
        double aside = right ? -DETOUR : DETOUR;
        double level = right ? from.y() - DETOUR : from.y() + from.height() + DETOUR;
        List<Point> points = List.of(
                start,
                new Point(start.x() - aside, start.y()),
                new Point(start.x() - aside, level),
                new Point(end.x() + aside, level),
                new Point(end.x() + aside, end.y()),
                end);
        double gap = right ? end.x() - BETWEEN_STEPS / 2 : end.x() + BETWEEN_STEPS / 2;
        return new Line(arrow, points, new Point(gap - text, level + (right ? -4 : 12)), false);
    }
}
