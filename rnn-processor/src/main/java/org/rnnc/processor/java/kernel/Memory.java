// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.processor.java.expression.FieldRef;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.layout.Buffer;
import org.rnnc.processor.layout.Layout;
import org.rnnc.processor.layout.Location;
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
    private final Map<Repeated, Repeat> repeats;

    /** In which order rows are shown of which there are fewer than a kernel works on. */
    public enum Shown {
        /** Those per sequence, one for each step. */
        AT_EACH_STEP("repeat", "AtEachStep"),
        /** Those per sequence, one for each place. */
        IN_ORDER("seated", "InOrder"),
        /** Those per sequence, one for each child of each node. */
        AT_EACH_CHILD("repeat", "AtEachChild"),
        /** Those per node, one for each of its children. */
        OF_PARENT("ofParent", "OfParent");

        private final String method;
        private final String suffix;

        Shown(String method, String suffix) {
            this.method = method;
            this.suffix = suffix;
        }

        /** Whether there is a row for each child of each node. */
        public boolean isOfChildren() {
            return this == AT_EACH_CHILD || this == OF_PARENT;
        }

        /** The method of an order that shows them. */
        public String method() {
            return method;
        }
    }

    /** Rows that are shown in the order of an axis. */
    public record Repeat(FieldRef field, FieldRef source, Axis axis, Shown as) {}

    private record Repeated(FieldRef source, Axis axis, Shown as) {}

    /**
     * @param program whose values these are
     * @param weights how one gets to the weights; empty inside of them
     */
    public Memory(Plan plan, FieldNames names, Program program, String weights) {
        this(plan, names, names.layout(program), Extent.of(program), weights, new LinkedHashMap<>());
    }

    private Memory(
            Plan plan, FieldNames names, Layout layout, Extent extent, String weights, Map<Repeated, Repeat> repeats) {
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
    public RowsRef locate(Node node, Stage.Kind stage) {
        if (node.isMatrix()) {
            throw new IllegalArgumentException("the order of the weights knows where a matrix is: " + node);
        }
        if (node.op() instanceof Op.Parameter) {
            Stored stored = plan.packs().stored(node);
            return RowsRef.one(
                    new FieldRef(weights, names.of(stored.pack())),
                    names.layout(stored.pack()).offsetOf(stored.parameter()));
        }
        if (node.op() instanceof Op.EachToken each) {
            return RowsRef.tokens(new FieldRef(weights, names.of(each)), Index.ZERO);
        }
        Layout refresh = names.layout(plan.refresh());
        return refresh.has(node) ? alike(refresh.of(node), weights) : locate(layout.of(node), stage);
    }

    /** The same for all steps and sequences. */
    private RowsRef alike(Location location, String owner) {
        FieldRef field = new FieldRef(owner, names.of(location.buffer()));
        return location.buffer().domain().isOnce()
                ? RowsRef.one(field, location.offset())
                : RowsRef.each(field, Index.ZERO, location.offset());
    }

    /**
     * What is computed together with a value, see {@link Layout#together}; the leftmost first. Nothing if that was another
     * one's turn, whichever of them comes first in the stage: others may be read before the last one's.
     */
    public List<Node> together(Node value) {
        Layout refresh = names.layout(plan.refresh());
        List<Node> all =
                layout.together(value, operand -> refresh.has(operand) ? refresh.of(operand) : layout.of(operand));
        return all.stream().allMatch(other -> other.id() >= value.id()) ? all : List.of();
    }

    /** A pack that products read: parameters are the weights' own. */
    public PackRef factors(Pack pack) {
        return names.factors(pack, weights);
    }

    /** What a matrix is a member of. */
    public PackRef matrix(Node matrix) {
        Stored stored = plan.packs().stored(matrix);
        return stored.isGradient() ? gradient(stored.pack()) : factors(stored.pack());
    }

    /** The gradient of a pack. */
    public PackRef gradient(Pack pack) {
        return names.gradient(pack);
    }

    /** The parameter that a matrix is, or in whose location it is. */
    public Parameter parameterOf(Node matrix) {
        return plan.packs().stored(matrix).parameter();
    }

    private RowsRef locate(Location location, Stage.Kind stage) {
        Buffer buffer = location.buffer();
        FieldRef field = FieldRef.own(names.of(buffer));
        if (buffer.domain().isOnce() || buffer.domain().tokens().isPresent()) {
            return alike(location, field.owner());
        }
        Optional<Domain.Pair> pair = stage.pair();
        if (pair.isPresent()) {
            return atPairs(location, field, stage, pair.get());
        }
        Domain rows = buffer.domain();
        boolean moves = buffer.isPerStep();
        if (extent.single()) {
            return located(buffer, field, Index.ZERO, location.offset());
        }
        if (buffer.isAhead()) {
            return located(buffer, field, stage.isLoop() ? Index.of(Extent.AHEAD) : Index.ZERO, location.offset());
        }
        if (stage.isPerChild() && !rows.isPerChild()) {
            Axis axis = stage.axis().orElseThrow();
            field = repeated(field, axis, moves ? Shown.OF_PARENT : Shown.AT_EACH_CHILD);
            rows = Domain.child(axis);
            moves = true;
        } else if (stage instanceof Stage.Steps steps && !moves) {
            field = repeated(field, steps.along(), Shown.AT_EACH_STEP);
        } else if (stage instanceof Stage.Ahead && !moves) {
            field = repeated(field, stage.axis().orElseThrow(), Shown.AT_EACH_STEP);
            moves = true;
        } else if (stage instanceof Stage.Loop loop && rows.isPerSequence()) {
            Axis axis = loop.relation().axis();
            moves = axis.isTree();
            field = moves ? repeated(field, axis, Shown.AT_EACH_STEP) : seated(field, axis);
            rows = moves ? Domain.step(axis) : rows;
        }
        return located(buffer, field, moves ? extent.first(stage, rows) : Index.ZERO, location.offset());
    }

    private static RowsRef located(Buffer buffer, FieldRef field, Index first, int offset) {
        return buffer.isTokens() ? RowsRef.tokens(field, first) : RowsRef.each(field, first, offset);
    }

    /** Of a single step what it has itself is the same for all steps of the other axis; what these have lies row by row. */
    private RowsRef atPairs(Location location, FieldRef field, Stage.Kind stage, Domain.Pair pair) {
        Buffer buffer = location.buffer();
        boolean each = buffer.domain().isPair() || buffer.domain().equals(Domain.step(pair.over()));
        if (extent.single() && !each) {
            return RowsRef.one(field, location.offset());
        }
        if (!extent.single() && !buffer.domain().isPair()) {
            throw new IllegalArgumentException(buffer.name() + " is not seen at pairs of steps");
        }
        boolean moves = stage.isLoop() && !buffer.isOfStep();
        return RowsRef.each(field, moves ? extent.first(pair) : Index.ZERO, location.offset());
    }

    /** Rows per sequence by the places of an axis. */
    public FieldRef seated(FieldRef source, Axis axis) {
        return extent.isFirst(axis) ? source : repeated(source, axis, Shown.IN_ORDER);
    }

    private FieldRef repeated(FieldRef source, Axis axis, Shown as) {
        return repeats.computeIfAbsent(
                        new Repeated(source, axis, as),
                        key -> new Repeat(
                                FieldRef.own(names.fresh(source.name() + suffix(axis, as))), source, axis, as))
                .field();
    }

    private String suffix(Axis axis, Shown as) {
        String of = extent.names().isOne() ? "" : "Of" + FieldNames.upper(axis.name());
        return as.suffix + of;
    }

    public Extent extent() {
        return extent;
    }

    public Iterable<Repeat> repeats() {
        return repeats.values();
    }

    public Layout layout() {
        return layout;
    }

    public FieldNames names() {
        return names;
    }
}
