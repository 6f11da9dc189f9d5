// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.rnnc.tools.rnnc.graph.Picture.Arrow;
import org.rnnc.tools.rnnc.graph.Picture.Box;
import org.rnnc.tools.rnnc.graph.Picture.Each;
import org.rnnc.tools.rnnc.graph.Picture.Kind;

/**
 * The layers at a few steps side by side. A layer is what was a frame in the picture of one step; what is in no frame stays
 * as it is.
 *
 * @param columns by step, the boxes from the first to the last level
 * @param level of each box, from the inputs on
 */
record UnrolledPicture(Picture picture, int steps, Map<String, Integer> level, Map<String, Integer> step) {
    /** Steps that are drawn. */
    static final int STEPS = 3;

    static UnrolledPicture of(Picture cell) {
        return new Unrolling(cell).unroll();
    }

    /** From boxes of one step to layers, and from these to layers at each step. */
    private static final class Unrolling {
        private final Picture cell;
        private final Map<String, Box> layers = new LinkedHashMap<>();
        private final Map<String, String> layerOf = new HashMap<>();
        private final Set<Arrow> within = new LinkedHashSet<>();
        private final Set<Arrow> across = new LinkedHashSet<>();

        Unrolling(Picture cell) {
            this.cell = cell;
        }

        UnrolledPicture unroll() {
            cell.boxes().forEach(this::addLayer);
            Map<String, Boolean> looksBack = new HashMap<>();
            cell.boxes().stream()
                    .filter(box -> box.kind() == Kind.STATE)
                    .forEach(box -> looksBack.put(box.id(), box.name().endsWith("[t-1]")));
            for (Arrow arrow : cell.arrows()) {
                String from = layer(arrow.from());
                String to = layer(arrow.to());
                if (arrow.back()) {
                    boolean forward = looksBack.getOrDefault(arrow.to(), true);
                    across.add(new Arrow(from, to, stateOf(arrow.to()), !forward));
                } else if (!from.equals(to)) {
                    within.add(new Arrow(from, to, arrow.label(), false));
                }
            }
            return place();
        }

        private void addLayer(Box box) {
            String id = box.group().isEmpty() ? box.id() : "layer_" + box.group();
            layerOf.put(box.id(), id);
            Box layer = box.group().isEmpty() ? box : new Box(id, Kind.LAYER, box.group(), box.what(), "", box.each());
            layers.merge(id, layer, Unrolling::together);
        }

        /** What is done at any step is done at all; and of several things none stands for the layer. */
        private static Box together(Box a, Box b) {
            return new Box(a.id(), a.kind(), a.name(), "", "", a.each() == Each.STEP ? a.each() : b.each());
        }

        private String layer(String box) {
            return layerOf.getOrDefault(box, box);
        }

        private String stateOf(String box) {
            return cell.boxes().stream()
                    .filter(found -> found.id().equals(box))
                    .map(found -> found.name().replaceAll("\\[.*", ""))
                    .findFirst()
                    .orElse("");
        }

        private UnrolledPicture place() {
            Map<String, Integer> levels = levels();
            Picture picture = new Picture(cell.title(), "unrolled over steps");
            Map<String, Integer> level = new LinkedHashMap<>();
            Map<String, Integer> step = new LinkedHashMap<>();
            for (int t = 0; t < STEPS; t++) {
                for (Box layer : layers.values()) {
                    if (columns(layer).contains(t)) {
                        boolean data = layer.kind() == Kind.INPUT || layer.kind() == Kind.OUTPUT;
                        boolean often = data && layer.each() == Each.STEP;
                        String name = often ? layer.name() + "[" + time(t) + "]" : layer.name();
                        String id = layer.id() + "_" + t;
                        picture.boxes().add(new Box(id, layer.kind(), name, layer.what(), "", layer.each()));
                        level.put(id, levels.getOrDefault(layer.id(), 0));
                        step.put(id, t);
                    }
                }
            }
            within.forEach(arrow -> addWithin(arrow, picture));
            for (Arrow arrow : merged(across)) {
                for (int t = 0; t + 1 < STEPS; t++) {
                    int from = arrow.back() ? t + 1 : t;
                    int to = arrow.back() ? t : t + 1;
                    picture.arrows()
                            .add(new Arrow(arrow.from() + "_" + from, arrow.to() + "_" + to, arrow.label(), true));
                }
            }
            return new UnrolledPicture(picture, STEPS, level, step);
        }

        /** At which steps it is drawn: what a sequence has once, where all of it is known. */
        private List<Integer> columns(Box layer) {
            boolean early = within.stream()
                    .anyMatch(arrow -> layer.kind() == Kind.INPUT
                            && arrow.from().equals(layer.id())
                            && box(arrow.to()).each() == Each.STEP);
            return layer.each() == Each.STEP
                    ? IntStream.range(0, STEPS).boxed().toList()
                    : List.of(early ? 0 : STEPS - 1);
        }

        private void addWithin(Arrow arrow, Picture picture) {
            Box from = box(arrow.from());
            Box to = box(arrow.to());
            for (int source : columns(from)) {
                for (int target : columns(to)) {
                    boolean meet = from.each() != Each.STEP
                            || switch (to.each()) {
                                case STEP -> source == target;
                                case SEQUENCE -> true;
                                case SEQUENCE_FROM_LAST -> source == STEPS - 1;
                                case SEQUENCE_FROM_FIRST -> source == 0;
                            };
                    if (meet) {
                        picture.arrows()
                                .add(new Arrow(from.id() + "_" + source, to.id() + "_" + target, arrow.label(), false));
                    }
                }
            }
        }

        private Box box(String id) {
            Box found = layers.get(id);
            if (found == null) {
                throw new IllegalStateException("no layer " + id);
            }
            return found;
        }

        /** The states of a layer go one way together. */
        private static List<Arrow> merged(Set<Arrow> arrows) {
            Map<String, Arrow> merged = new LinkedHashMap<>();
            for (Arrow arrow : arrows) {
                String key = arrow.from() + " " + arrow.to() + " " + arrow.back();
                merged.merge(key, arrow, (a, b) -> new Arrow(a.from(), a.to(), a.label() + ", " + b.label(), a.back()));
            }
            return new ArrayList<>(merged.values());
        }

        private static String time(int t) {
            return t == STEPS / 2 ? "t" : t < STEPS / 2 ? "t-" + (STEPS / 2 - t) : "t+" + (t - STEPS / 2);
        }

        /** The longest way from an input. */
        private Map<String, Integer> levels() {
            Map<String, Integer> levels = new HashMap<>();
            boolean changed = true;
            for (int round = 0; changed && round <= layers.size(); round++) {
                changed = false;
                for (Arrow arrow : within) {
                    int least = levels.getOrDefault(arrow.from(), 0) + 1;
                    if (levels.getOrDefault(arrow.to(), 0) < least) {
                        levels.put(arrow.to(), least);
                        changed = true;
                    }
                }
            }
            return levels;
        }
    }
}
