// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.schedule.kernel.Labels;

/** Where each stored value of a program is. */
public final class Layout {
    private final Map<Node, Location> locations;
    private final Set<Buffer> buffers;
    private final List<View> views;
    private final Map<Integer, Buffer> initials;
    private final Map<Buffer, List<Node>> inBuffer = new HashMap<>();

    Layout(Map<Node, Location> locations, Set<Buffer> buffers, List<View> views, Map<Integer, Buffer> initials) {
        this.locations = new LinkedHashMap<>(locations);
        this.buffers = buffers;
        this.views = List.copyOf(views);
        this.initials = new LinkedHashMap<>(initials);
        locations.forEach((node, location) -> inBuffer.computeIfAbsent(location.buffer(), key -> new ArrayList<>())
                .add(node));
    }

    public boolean has(Node node) {
        return locations.containsKey(node);
    }

    public Location of(Node node) {
        Location location = locations.get(node);
        if (location == null) {
            throw new IllegalArgumentException("no location for " + node);
        }
        return location;
    }

    /**
     * The values that are computed together: those that fill a row as what they are made of does a part of another, all of
     * them by the same operation with the same other operands. Just {@code value} if there are no such ones.
     *
     * @param operand where something is that a value may be made of
     */
    public List<Node> together(Node value, Function<Node, Location> operand) {
        Location location = of(value);
        List<Node> all = inBuffer.getOrDefault(location.buffer(), List.of());
        Location made = operand.apply(value.input(0));
        int shift = made.offset() - location.offset();
        boolean alike = all.stream()
                .allMatch(node -> node.op().equals(value.op())
                        && others(node).equals(others(value))
                        && operand.apply(node.input(0)).buffer().equals(made.buffer())
                        && operand.apply(node.input(0)).offset() - of(node).offset() == shift);
        return alike ? all : List.of(value);
    }

    private static List<Node> others(Node node) {
        return node.inputs().subList(1, node.inputs().size());
    }

    /** The buffers that show rows of others; what a view shows comes before it. */
    public List<View> views() {
        return views;
    }

    /** By sequence what a state stands at before its first step; its rows are zeros unless somebody sets them. */
    public Buffer initialOf(int state) {
        return Objects.requireNonNull(initials.get(state));
    }

    /** Whether a step's state is written where it was read. */
    public boolean isInPlace(State state) {
        return of(state.definition()).buffer().equals(initialOf(state.index()));
    }

    public boolean hasInitial(int state) {
        return initials.containsKey(state);
    }

    /** The buffers, a line each, with the values in their rows. */
    public String explain(Labels labels) {
        Map<Buffer, List<String>> values = new LinkedHashMap<>();
        buffers.forEach(buffer -> values.put(buffer, new ArrayList<>()));
        locations.forEach((node, location) -> values.computeIfAbsent(location.buffer(), key -> new ArrayList<>())
                .add(labels.numbered(node) + " at " + location.offset()));
        StringBuilder out = new StringBuilder();
        values.forEach((buffer, list) -> out.append(buffer.explain())
                .append(list.isEmpty() ? "" : ": ")
                .append(String.join(", ", list))
                .append('\n'));
        for (View view : views) {
            out.append(view.buffer().name())
                    .append(" shows rows of ")
                    .append(view.source().name());
            out.append(", ").append(view.kind().explain()).append('\n');
        }
        return out.toString();
    }

    /** Those with rows of their own, in the order of their first use. */
    public List<Buffer> buffers() {
        return List.copyOf(buffers);
    }
}
