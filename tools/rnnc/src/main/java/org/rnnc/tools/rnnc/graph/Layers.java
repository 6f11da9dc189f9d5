// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.rnnc.tools.rnnc.graph.Picture.Arrow;
import org.rnnc.tools.rnnc.graph.Picture.Box;
import org.rnnc.tools.rnnc.graph.Picture.Each;
import org.rnnc.tools.rnnc.graph.Picture.Kind;
import org.rnnc.tools.rnnc.graph.Picture.Meeting;

/**
 * The layers of a model, and what leads from one to another. A layer is what was a frame in the picture of one step; what is in
 * no frame stays as it is. A frame with values along two axes is a layer along each.
 */
final class Layers {
    /**
     * A state that goes to another step, or up a tree.
     *
     * @param link what stands in the brackets: {@code t-1}, {@code left}
     */
    record Across(String from, String to, String label, String link) {
        boolean isForward() {
            return !link.equals("t+1");
        }
    }

    private final Picture cell;
    private final Map<String, Box> layers = new LinkedHashMap<>();
    private final Map<String, String> layerOf = new HashMap<>();
    private final Map<String, Set<String>> axesOf = new HashMap<>();
    private final Set<Arrow> within = new LinkedHashSet<>();
    private final List<Across> across = new ArrayList<>();
    private final Map<String, DrawnSteps> steps = new LinkedHashMap<>();
    /** Of what a sequence has once the axis that it is drawn with. */
    private final Map<String, String> besides = new HashMap<>();

    private Layers(Picture cell) {
        this.cell = cell;
    }

    static Layers of(Picture cell) {
        Layers layers = new Layers(cell);
        cell.boxes().stream()
                .filter(box -> !box.axis().isEmpty())
                .forEach(box -> layers.axesOf
                        .computeIfAbsent(box.group(), key -> new TreeSet<>())
                        .add(box.axis()));
        cell.boxes().forEach(layers::addLayer);
        cell.arrows().forEach(layers::addArrow);
        layers.merge();
        layers.findSteps();
        layers.findBesides();
        return layers;
    }

    String title() {
        return cell.title();
    }

    Picture.Past past() {
        return cell.past();
    }

    // ---- layers ----------------------------------------------------------------------------------------------------

    private void addLayer(Box box) {
        String id = box.group().isEmpty() ? box.id() : layerId(box);
        layerOf.put(box.id(), id);
        Box layer = box.group().isEmpty()
                ? box
                : new Box(id, Kind.LAYER, box.group(), box.what(), "", box.each(), box.axis());
        layers.merge(id, layer, Layers::together);
    }

    private String layerId(Box box) {
        Set<String> axes = axesOf.getOrDefault(box.group(), Set.of());
        if (axes.size() < 2) {
            return "layer_" + box.group();
        }
        String axis = box.axis().isEmpty() ? axes.iterator().next() : box.axis();
        return "layer_" + box.group() + "_" + axis;
    }

    /** What is done at any step is done at all; and of several things none stands for the layer. */
    private static Box together(Box a, Box b) {
        boolean first = a.each() == Each.STEP || a.each() == Each.LEAF && b.each() != Each.STEP;
        Each each = first ? a.each() : b.each();
        String axis = a.axis().isEmpty() ? b.axis() : a.axis();
        return new Box(a.id(), a.kind(), a.name(), "", "", each, axis);
    }

    private String layer(String box) {
        return layerOf.getOrDefault(box, box);
    }

    private void addArrow(Arrow arrow) {
        String from = layer(arrow.from());
        String to = layer(arrow.to());
        if (arrow.back()) {
            String state = cell.boxes().stream()
                    .filter(found -> found.id().equals(arrow.to()))
                    .map(Box::name)
                    .findFirst()
                    .orElse("");
            String link = state.replaceAll(".*\\[|]", "");
            across.add(new Across(from, to, state.replaceAll("\\[.*", ""), link));
        } else if (!from.equals(to)) {
            within.add(new Arrow(from, to, arrow.label(), false, arrow.meeting()));
        }
    }

    /** The states of a layer go one way together. */
    private void merge() {
        Map<String, Across> merged = new LinkedHashMap<>();
        for (Across arrow : across) {
            merged.merge(
                    arrow.from() + " " + arrow.to() + " " + arrow.link(),
                    arrow,
                    (a, b) -> new Across(a.from(), a.to(), a.label() + ", " + b.label(), a.link()));
        }
        across.clear();
        across.addAll(merged.values());
    }

    Set<Arrow> within() {
        return within;
    }

    List<Across> across() {
        return across;
    }

    Box box(String id) {
        Box found = layers.get(id);
        if (found == null) {
            throw new IllegalStateException("no layer " + id);
        }
        return found;
    }

    // ---- axes ------------------------------------------------------------------------------------------------------

    /** Those along which there are layers, what is read before what is made of it. */
    List<String> axes() {
        return List.copyOf(steps.keySet());
    }

    DrawnSteps steps(String axis) {
        return steps.getOrDefault(axis, DrawnSteps.SEQUENCE);
    }

    private void findSteps() {
        Set<String> open = layers.values().stream()
                .map(Box::axis)
                .filter(axis -> !axis.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        while (!open.isEmpty()) {
            String next = open.stream()
                    .filter(axis -> open.stream().noneMatch(other -> !other.equals(axis) && leads(other, axis)))
                    .findFirst()
                    .orElseGet(() -> open.iterator().next());
            open.remove(next);
            steps.put(next, drawn(next));
        }
        if (steps.isEmpty()) {
            steps.put("", DrawnSteps.SEQUENCE);
        }
    }

    /** Whether something along one axis is made of something along another, by way of what a sequence has once. */
    private boolean leads(String from, String to) {
        Set<String> reached = new LinkedHashSet<>();
        layers.values().stream().filter(box -> box.axis().equals(from)).forEach(box -> reached.add(box.id()));
        int before = -1;
        while (before != reached.size()) {
            before = reached.size();
            for (Arrow arrow : within) {
                if (reached.contains(arrow.from())) {
                    reached.add(arrow.to());
                }
            }
        }
        return reached.stream().anyMatch(id -> box(id).axis().equals(to));
    }

    private DrawnSteps drawn(String axis) {
        boolean nodes = within.stream()
                .anyMatch(arrow -> arrow.meeting() == Meeting.STANDING
                        && box(arrow.to()).axis().equals(axis)
                        && box(arrow.to()).each() == Each.STEP);
        return !cell.trees().contains(axis) ? DrawnSteps.SEQUENCE : nodes ? DrawnSteps.OF_NODES : DrawnSteps.OF_LEAVES;
    }

    /** What a sequence has once stands with what it is made of, else with what is made of it. */
    private void findBesides() {
        for (int round = 0; round < layers.size(); round++) {
            for (Arrow arrow : within) {
                String from = axis(box(arrow.from()));
                if (box(arrow.to()).axis().isEmpty() && !from.isEmpty()) {
                    besides.putIfAbsent(arrow.to(), from);
                }
            }
        }
        for (int round = 0; round < layers.size(); round++) {
            for (Arrow arrow : within) {
                String to = axis(box(arrow.to()));
                if (box(arrow.from()).axis().isEmpty() && !to.isEmpty()) {
                    besides.putIfAbsent(arrow.from(), to);
                }
            }
        }
    }

    /** The axis that a layer is drawn with. */
    String axis(Box layer) {
        if (!layer.axis().isEmpty()) {
            return layer.axis();
        }
        return besides.getOrDefault(layer.id(), steps.size() == 1 ? axes().get(0) : "");
    }

    List<Box> along(String axis) {
        return layers.values().stream()
                .filter(box -> axis(box).equals(axis) || axis(box).isEmpty() && axis.equals(axes().get(0)))
                .toList();
    }

    /** At which steps it is drawn: what a sequence has once, where all of it is known. */
    List<Integer> drawnAt(Box layer, String axis) {
        DrawnSteps drawn = steps(axis);
        return switch (layer.each()) {
            case STEP -> drawn.all();
            case LEAF -> drawn.all().stream().filter(drawn::isLeaf).toList();
            default -> {
                boolean early = within.stream()
                        .anyMatch(arrow -> layer.kind() == Kind.INPUT
                                && arrow.from().equals(layer.id())
                                && box(arrow.to()).each().isAtSteps());
                yield List.of(early ? 0 : drawn.last());
            }
        };
    }

    /** The longest way from an input, through some of the layers. */
    Map<String, Integer> levels(List<Box> among) {
        Set<String> ids = among.stream().map(Box::id).collect(Collectors.toSet());
        Map<String, Integer> levels = new HashMap<>();
        boolean changed = true;
        for (int round = 0; changed && round <= layers.size(); round++) {
            changed = false;
            for (Arrow arrow : within) {
                int least = levels.getOrDefault(arrow.from(), 0) + 1;
                boolean inside = ids.contains(arrow.from()) && ids.contains(arrow.to());
                if (inside && levels.getOrDefault(arrow.to(), 0) < least) {
                    levels.put(arrow.to(), least);
                    changed = true;
                }
            }
        }
        return levels;
    }
}
