// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.processor.layout.Buffer;
import org.rnnc.processor.layout.Layout;
import org.rnnc.processor.layout.Place;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.pack.Pack;
import org.rnnc.processor.schedule.pack.Stored;

/**
 * Tells kernels' callers how to reach values: parameters and what follows from them are the weights' fields, everything
 * else is a field of the program.
 */
public final class Memory implements Locator {
    private final Plan plan;
    private final FieldNames names;
    private final Layout layout;
    private final Extent extent;
    private final String weights;
    private final Map<String, Repeat> repeats;

    /** A row per sequence that is to be seen as a row per step and sequence. */
    public record Repeat(String field, String source, Axis axis) {}

    /**
     * @param program whose values these are
     * @param weights expression for the weights, with its dot; empty inside of them
     */
    public Memory(Plan plan, FieldNames names, Program program, String weights) {
        this(plan, names, names.layout(program), Extent.of(program), weights, new LinkedHashMap<>());
    }

    private Memory(
            Plan plan, FieldNames names, Layout layout, Extent extent, String weights, Map<String, Repeat> repeats) {
        this.plan = plan;
        this.names = names;
        this.layout = layout;
        this.extent = extent;
        this.weights = weights;
        this.repeats = repeats;
    }

    /** The same memory, for other steps. */
    public Memory of(Extent other) {
        return new Memory(plan, names, layout, other, weights, repeats);
    }

    /** The same memory, for step {@code t} of a loop that is written out with numbers for its rows. */
    public Memory at(int t) {
        return of(extent.at(t));
    }

    @Override
    public Location locate(Node node, Stage.Kind stage) {
        if (node.isMatrix()) {
            Stored stored = plan.packs().stored(node);
            String source = stored.isGradient() ? names.of(stored.pack(), "gradient") : rows(stored.pack());
            return new Location(
                    new Key(source, "0"),
                    source,
                    "0",
                    names.layout(stored.pack()).offsetOf(stored.parameter()),
                    false);
        }
        if (node.op() instanceof Op.Parameter) {
            Stored stored = plan.packs().stored(node);
            return once(
                    weights + names.of(stored.pack()),
                    names.layout(stored.pack()).offsetOf(stored.parameter()));
        }
        Layout refresh = names.layout(plan.refresh());
        if (refresh.has(node)) {
            Place place = refresh.of(node);
            return once(weights + names.of(place.buffer()), place.offset());
        }
        return locate(layout.of(node), stage);
    }

    /** The arrays of a pack: those of parameters are the weights' own. */
    String rows(Pack pack) {
        return (pack.isOfParameters() ? weights : "") + names.of(pack);
    }

    /** The same matrices in the other order. */
    String mirror(Pack pack) {
        return (pack.isOfParameters() ? weights : "") + names.mirror(pack);
    }

    /** The parameter that a matrix is, or in whose place it is. */
    Parameter parameterOf(Node matrix) {
        return plan.packs().stored(matrix).parameter();
    }

    Stored stored(Node matrix) {
        return plan.packs().stored(matrix);
    }

    private static Location once(String source, int offset) {
        return new Location(new Key(source, ""), source + "[0]", "", offset, false);
    }

    private Location locate(Place place, Stage.Kind stage) {
        Buffer buffer = place.buffer();
        String source = names.of(buffer);
        if (buffer.domain().isOnce()) {
            return once(source, place.offset());
        }
        boolean moves = buffer.isPerStep();
        if (stage instanceof Stage.Steps steps && !moves && !extent.single()) {
            source = repeated(source, steps.along());
        }
        String first = stage.isLoop() && moves ? extent.first() : "0";
        return new Location(new Key(source, first), source, first, place.offset(), buffer.isTokens());
    }

    private String repeated(String source, Axis axis) {
        return repeats.computeIfAbsent(
                        axis.qualify(source), key -> new Repeat(names.fresh(source + "AtEachStep"), source, axis))
                .field();
    }

    public Extent extent() {
        return extent;
    }

    public Iterable<Repeat> repeats() {
        return repeats.values();
    }

    Layout layout() {
        return layout;
    }

    String weights() {
        return weights;
    }

    FieldNames names() {
        return names;
    }
}
