// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.graph;

import java.util.List;
import java.util.Locale;
import org.rnnc.tools.rnnc.graph.Picture.Box;
import org.rnnc.tools.rnnc.graph.Picture.Kind;
import org.rnnc.tools.rnnc.graph.Placed.Line;
import org.rnnc.tools.rnnc.graph.Placed.Point;
import org.rnnc.tools.rnnc.graph.Placed.Rectangle;

/** Draws a placed picture, with its title above and a legend below. */
final class Svg {
    private static final double MARGIN = 24;
    private static final double HEAD = 62;
    private static final double FOOT = 44;
    private static final double LEGEND_GAP = 46;

    private static final String STYLE = """
              <style>
                text { font-family: "Segoe UI", "DejaVu Sans", Helvetica, Arial, sans-serif; fill: #1f2933; }
                .title { font-size: 18px; font-weight: 600; }
                .subtitle, .legend { font-size: 12px; fill: #52606d; }
                .name { font-size: 13px; font-weight: 600; text-anchor: middle; }
                .what { font-size: 11px; text-anchor: middle; }
                .shape { font-size: 10px; fill: #52606d; }
                .group { font-size: 12px; font-weight: 600; fill: #0b5394; }
                .frame { fill: #f3f5f7; stroke: #cbd2d9; }
                .input { fill: #e3f4e1; stroke: #3f9142; }
                .output { fill: #fde8d7; stroke: #c05f1c; }
                .state { fill: #f4e6fb; stroke: #8a3fa8; }
                .product { fill: #dceaf8; stroke: #2f6fb0; }
                .function { fill: #ffffff; stroke: #7b8794; }
                .layer { fill: #dceaf8; stroke: #2f6fb0; }
                .arrow { fill: none; stroke: #52606d; stroke-width: 1.2; }
                .back { fill: none; stroke: #8a3fa8; stroke-width: 1.4; stroke-dasharray: 5 3; }
              </style>
              <defs>
                <marker id="head" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="#52606d"/></marker>
                <marker id="turn" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="#8a3fa8"/></marker>
              </defs>
            """;

    private final Placed placed;
    private final StringBuilder out = new StringBuilder();
    private final double shift;

    private Svg(Placed placed, double shift) {
        this.placed = placed;
        this.shift = shift;
    }

    static String draw(Placed placed) {
        List<Kind> kinds = java.util.Arrays.stream(Kind.values())
                .filter(kind -> placed.picture().boxes().stream().anyMatch(box -> box.kind() == kind))
                .toList();
        Picture picture = placed.picture();
        double legend =
                kinds.stream().mapToDouble(kind -> legendWidth(picture, kind)).sum()
                        + Text.labelWidth(picture.past().turn()) * 1.2
                        + LEGEND_GAP;
        double width = 2 * MARGIN + Math.max(placed.width(), legend);
        double height = HEAD + placed.height() + FOOT;
        Svg svg = new Svg(placed, (width - placed.width()) / 2);
        svg.begin(width, height);
        svg.drawAll();
        svg.legend(kinds, HEAD + placed.height() + FOOT - 16);
        return svg.out.append("</svg>\n").toString();
    }

    private static double legendWidth(Picture picture, Kind kind) {
        return Text.labelWidth(picture.legend(kind)) * 1.2 + LEGEND_GAP;
    }

    private void begin(double width, double height) {
        String title = placed.picture().title() + ", " + placed.picture().subtitle();
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(number(width))
                .append(' ')
                .append(number(height))
                .append("\" width=\"")
                .append(number(width))
                .append("\" height=\"")
                .append(number(height))
                .append("\" role=\"img\" aria-label=\"")
                .append(escape(title))
                .append("\">\n")
                .append(STYLE);
        out.append("  <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        text("title", MARGIN, 30, placed.picture().title());
        text("subtitle", MARGIN, 48, placed.picture().subtitle());
    }

    private void drawAll() {
        for (Rectangle frame : placed.frames()) {
            rectangle("frame", frame, 8);
            text(
                    "group",
                    shift + frame.x() + 12,
                    HEAD + frame.y() + 20,
                    placed.picture().groups().get(frame.index()).title());
        }
        placed.lines().forEach(this::line);
        placed.boxes().forEach(this::box);
        placed.lines().forEach(this::label);
    }

    private void box(Rectangle place) {
        Box box = placed.picture().boxes().get(place.index());
        boolean data = box.kind() == Kind.INPUT || box.kind() == Kind.OUTPUT || box.kind() == Kind.STATE;
        rectangle(className(box.kind()), place, data ? place.height() / 2 : 5);
        double x = shift + place.centerX();
        double y = HEAD + place.centerY();
        boolean both = !box.name().isEmpty() && !box.what().isEmpty();
        if (!box.name().isEmpty()) {
            text("name", x, y + (both ? -3 : 5), box.name());
        }
        if (!box.what().isEmpty()) {
            text("what", x, y + (both ? 13 : 4), box.what());
        }
    }

    private static String className(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private void rectangle(String type, Rectangle place, double radius) {
        out.append("  <rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>\n"
                .formatted(
                        type,
                        number(shift + place.x()),
                        number(HEAD + place.y()),
                        number(place.width()),
                        number(place.height()),
                        number(radius)));
    }

    private void line(Line line) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < line.points().size(); i++) {
            Point point = line.points().get(i);
            String command = i == 0 ? "M" : line.curved() && i == 1 ? " Q" : line.curved() ? " " : " L";
            path.append(command).append(number(shift + point.x())).append(' ').append(number(HEAD + point.y()));
        }
        boolean back = line.arrow().back();
        out.append("  <path class=\"%s\" d=\"%s\" marker-end=\"url(#%s)\"/>\n"
                .formatted(back ? "back" : "arrow", path, back ? "turn" : "head"));
    }

    private void label(Line line) {
        if (!line.arrow().label().isEmpty()) {
            text(
                    "shape",
                    shift + line.label().x(),
                    HEAD + line.label().y(),
                    line.arrow().label());
        }
    }

    private void legend(List<Kind> kinds, double y) {
        double x = MARGIN;
        for (Kind kind : kinds) {
            out.append("  <rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"18\" height=\"12\" rx=\"3\"/>\n"
                    .formatted(className(kind), number(x), number(y - 10)));
            text("legend", x + 24, y, placed.picture().legend(kind));
            x += legendWidth(placed.picture(), kind);
        }
        out.append("  <path class=\"back\" d=\"M%s %s L%s %s\" marker-end=\"url(#turn)\"/>\n"
                .formatted(number(x), number(y - 4), number(x + 22), number(y - 4)));
        text("legend", x + 28, y, placed.picture().past().turn());
    }

    private void text(String type, double x, double y, String text) {
        out.append("  <text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n"
                .formatted(type, number(x), number(y), escape(text)));
    }

    private static String number(double value) {
        double rounded = Math.rint(value * 10) / 10;
        return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
