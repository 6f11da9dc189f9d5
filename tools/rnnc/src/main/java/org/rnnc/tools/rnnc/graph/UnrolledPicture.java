// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.graph;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rnnc.tools.rnnc.graph.Picture.Arrow;
import org.rnnc.tools.rnnc.graph.Picture.Box;
import org.rnnc.tools.rnnc.graph.Picture.Each;
import org.rnnc.tools.rnnc.graph.Picture.Kind;
import org.rnnc.tools.rnnc.graph.Picture.Meeting;

/**
 * The layers at a few steps of each axis side by side, and at the nodes of a small tree; axes one above the other.
 *
 * @param columns how many there are
 * @param level of each box, from the inputs on
 * @param column of each box
 */
record UnrolledPicture(Picture picture, int columns, Map<String, Integer> level, Map<String, Integer> column) {

    static UnrolledPicture of(Picture cell) {
        return new Unrolling(Layers.of(cell)).place();
    }

    /** From layers to layers at each step. */
    private static final class Unrolling {
        private final Layers layers;
        private final Picture picture;
        private final Set<Arrow> arrows = new LinkedHashSet<>();
        private final Map<String, Integer> level = new LinkedHashMap<>();
        private final Map<String, Integer> column = new LinkedHashMap<>();
        private final int columns;

        Unrolling(Layers layers) {
            this.layers = layers;
            this.picture = new Picture(layers.title(), subtitle(layers), layers.past(), Set.of());
            this.columns = layers.axes().stream()
                    .mapToInt(axis -> layers.steps(axis).count())
                    .max()
                    .orElse(DrawnSteps.STEPS);
        }

        private static String subtitle(Layers layers) {
            return switch (layers.past()) {
                case STEPS -> "unrolled over steps";
                case NODES -> "unrolled over a tree";
                case BOTH -> "unrolled over steps and a tree";
            };
        }

        UnrolledPicture place() {
            int base = 0;
            for (String axis : layers.axes()) {
                base = place(axis, base);
            }
            picture.arrows().addAll(arrows);
            layers.across().forEach(this::addAcross);
            return new UnrolledPicture(picture, columns, level, column);
        }

        /** The boxes of an axis from a level on; returns the level above all of them. */
        private int place(String axis, int base) {
            List<Box> own = layers.along(axis);
            Map<String, Integer> levels = layers.levels(own);
            int rows = 1
                    + own.stream()
                            .filter(layer -> layer.each().isAtSteps())
                            .mapToInt(layer -> levels.getOrDefault(layer.id(), 0))
                            .max()
                            .orElse(0);
            for (int step : layers.steps(axis).all()) {
                for (Box layer : own) {
                    if (layers.drawnAt(layer, axis).contains(step)) {
                        int height = layers.steps(axis).height(step) * rows;
                        add(layer, axis, step, base + height + levels.getOrDefault(layer.id(), 0));
                    }
                }
            }
            layers.within().forEach(this::addWithin);
            raise();
            return 1 + level.values().stream().mapToInt(Integer::intValue).max().orElse(base - 1);
        }

        private void add(Box layer, String axis, int step, int at) {
            DrawnSteps steps = layers.steps(axis);
            boolean data = layer.kind() == Kind.INPUT || layer.kind() == Kind.OUTPUT;
            boolean often = data && layer.each() == Each.STEP && !steps.tree();
            String name = often ? layer.name() + "[" + time(step) + "]" : layer.name();
            String id = id(layer, step);
            picture.boxes().add(new Box(id, layer.kind(), name, layer.what(), "", layer.each(), axis));
            level.put(id, at);
            // Steps stand below the leaves that stand for them.
            boolean wide = !steps.tree() && columns > DrawnSteps.STEPS;
            column.put(id, wide ? 2 * step : step);
        }

        private static String id(Box layer, int step) {
            return layer.id() + "_" + step;
        }

        private static String time(int t) {
            int now = DrawnSteps.STEPS / 2;
            return t == now ? "t" : t < now ? "t-" + (now - t) : "t+" + (t - now);
        }

        /** What is above something of another axis, or of a whole sequence, stands above it. */
        private void raise() {
            boolean changed = true;
            for (int round = 0; changed && round <= level.size(); round++) {
                changed = false;
                for (Arrow arrow : arrows) {
                    int least = level.getOrDefault(arrow.from(), 0) + 1;
                    if (level.getOrDefault(arrow.to(), 0) < least) {
                        level.put(arrow.to(), least);
                        changed = true;
                    }
                }
            }
        }

        private void addWithin(Arrow arrow) {
            Box from = layers.box(arrow.from());
            Box to = layers.box(arrow.to());
            for (int source : layers.drawnAt(from, layers.axis(from))) {
                for (int target : layers.drawnAt(to, layers.axis(to))) {
                    // Where all meet all, one would not know whose label it is.
                    String label = arrow.meeting() == Meeting.ALL ? "" : arrow.label();
                    Arrow drawn = new Arrow(id(from, source), id(to, target), label, false);
                    boolean placed = column.containsKey(drawn.from()) && column.containsKey(drawn.to());
                    if (placed && meet(from, source, to, target, arrow.meeting())) {
                        arrows.add(drawn);
                    }
                }
            }
        }

        private boolean meet(Box from, int source, Box to, int target, Meeting meeting) {
            if (!from.each().isAtSteps()) {
                return true;
            }
            DrawnSteps steps = layers.steps(from.axis());
            return switch (to.each()) {
                case STEP, LEAF ->
                    switch (meeting) {
                        case SAME -> source == target;
                        case ALL -> true;
                        case STANDING -> layers.steps(to.axis()).standing().indexOf(target) == source;
                    };
                case SEQUENCE -> true;
                case SEQUENCE_FROM_LAST -> source == steps.last();
                case SEQUENCE_FROM_FIRST -> source == 0;
            };
        }

        private void addAcross(Layers.Across across) {
            DrawnSteps steps = layers.steps(layers.axis(layers.box(across.from())));
            for (int from : steps.all()) {
                for (int to : steps.all()) {
                    boolean here = steps.tree()
                            ? steps.isLinked(from, to, across.link())
                            : to == from + (across.isForward() ? 1 : -1);
                    Arrow drawn = new Arrow(across.from() + "_" + from, across.to() + "_" + to, across.label(), true);
                    if (here && column.containsKey(drawn.from()) && column.containsKey(drawn.to())) {
                        picture.arrows().add(drawn);
                    }
                }
            }
        }
    }
}
