// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rnnc.tools.rnnc.graph.Picture.Box;
import org.rnnc.tools.rnnc.graph.Picture.Kind;

/** A picture in the language of Graphviz, for who wants another layout. */
final class Dot {
    private static final Map<Kind, String> SHAPES = Map.of(
            Kind.INPUT, "ellipse",
            Kind.OUTPUT, "ellipse",
            Kind.STATE, "ellipse",
            Kind.PRODUCT, "box",
            Kind.FUNCTION, "box",
            Kind.LAYER, "box");

    private Dot() {}

    static String write(Picture picture) {
        StringBuilder out = new StringBuilder("digraph " + quoted(picture.title()) + " {\n");
        out.append("  rankdir = LR\n  label = ")
                .append(quoted(picture.title() + ", " + picture.subtitle()))
                .append('\n');
        Map<String, List<Box>> byGroup = new TreeMap<>();
        picture.boxes()
                .forEach(box -> byGroup.computeIfAbsent(box.group(), key -> new ArrayList<>())
                        .add(box));
        byGroup.forEach((group, boxes) -> {
            String indent = group.isEmpty() ? "  " : "    ";
            if (!group.isEmpty()) {
                out.append("  subgraph ").append(quoted("cluster_" + group)).append(" {\n");
                out.append("    label = ").append(quoted(group)).append('\n');
            }
            boxes.forEach(box -> out.append(indent).append(node(box)).append('\n'));
            out.append(group.isEmpty() ? "" : "  }\n");
        });
        picture.arrows()
                .forEach(arrow -> out.append("  ")
                        .append(quoted(arrow.from()))
                        .append(" -> ")
                        .append(quoted(arrow.to()))
                        .append(" [label = ")
                        .append(quoted(arrow.label()))
                        .append(arrow.back() ? ", style = dashed, constraint = false]\n" : "]\n"));
        return out.append("}\n").toString();
    }

    private static String node(Box box) {
        boolean both = !box.name().isEmpty() && !box.what().isEmpty();
        String label = box.name() + (both ? "\n" : "") + box.what();
        return quoted(box.id()) + " [label = " + quoted(label) + ", shape = " + SHAPES.get(box.kind()) + "]";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
