// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.ClassName;
import java.util.Optional;
import java.util.OptionalInt;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.NodeSteps;
import org.rnnc.processor.java.AxisNames;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.FieldRef;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.layout.Buffer;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.Stage;

/**
 * How many rows there are, along which axis, as expressions for generated code. A step has one of everything; a window's
 * number depends on how long its sequences are; where sizes are open, so does the number of sequences.
 *
 * @param backward whether these are only the steps that gradients come from
 * @param at the step of a loop whose rows are written as numbers, of sequences that are all of full length; empty for
 *     those of the variable {@code t}, however many there are
 */
public record Extent(Program program, boolean backward, OptionalInt at) {
    /** Locals of a level of trees: the first row of its nodes' children, and how many they are. */
    public static final String FIRST_CHILD = "firstChild";

    public static final String CHILD_COUNT = "childCount";

    /** The first row of those that are computed ahead of a loop at a time. */
    public static final String BEGIN = "begin";

    /** How many rows of those come before the first one of a step. */
    public static final String AHEAD = "ahead";

    /**
     * Rows that are computed ahead of a loop at a time: enough for a kernel to read weights seldom, and few enough for a
     * near cache.
     */
    public static final int ROWS_AHEAD = 32;

    private static final ClassName SEQUENCES = ClassName.get(RuntimePackages.ORDER, "PackedSequences");
    private static final ClassName TREES = ClassName.get(RuntimePackages.ORDER, "PackedTrees");

    public static Extent of(Program program) {
        return new Extent(program, false, OptionalInt.empty());
    }

    /** Of the backward pass. */
    public static Extent backward(Program program) {
        return new Extent(program, true, OptionalInt.empty());
    }

    /** The same with step {@code t} of a loop written out. */
    public Extent at(int t) {
        return new Extent(program, backward, OptionalInt.of(t));
    }

    public boolean open() {
        return program.isOpen();
    }

    public boolean single() {
        return program.single();
    }

    /** How many steps there are of sequences of full length. */
    public int steps(Axis axis) {
        return backward ? program.backwardSteps(axis) : program.steps(axis);
    }

    /** Of how many steps at most there is what is computed ahead of a loop; 0 if that is known only when it runs. */
    public int stepsAhead(Axis axis) {
        return open() ? 0 : Math.min(steps(axis), Math.max(1, ROWS_AHEAD / program.batch()));
    }

    private boolean isCut(Axis axis) {
        return backward && program.isCut(axis);
    }

    /** How many steps there are in a window whose sequences may be shorter than {@link #steps}. */
    public Count allSteps(Axis axis) {
        return Count.asked(order(axis), isCut(axis) ? "backwardSteps" : "steps");
    }

    /** How many rows they have. */
    public Count allRows(Axis axis) {
        return Count.asked(order(axis), isCut(axis) ? "backwardRows" : "rows");
    }

    /** The class of that field. */
    public static ClassName orderType(Axis axis) {
        return axis.isTree() ? TREES : SEQUENCES;
    }

    /** How many rows there are with one for each child of each node. */
    public Count allChildRows(Axis axis) {
        return Count.asked(children(axis), "rows");
    }

    /** The field that knows the rows that there are for each child of each node. */
    public FieldRef children(Axis axis) {
        return FieldRef.own(names().children(axis));
    }

    /** The field that knows in which order the rows lie that there are along an axis. */
    public FieldRef order(Axis axis) {
        return FieldRef.own(names().order(axis));
    }

    /** The field that knows in which order the rows of pairs of steps lie. */
    public FieldRef order(Domain.Pair pair) {
        return FieldRef.own(names().order(pair));
    }

    /** The field that knows which nodes stand for which steps. */
    public FieldRef order(NodeSteps places) {
        return FieldRef.own(names().order(places));
    }

    public AxisNames names() {
        return AxisNames.of(program);
    }

    /** Whether values per sequence lie by the places of this axis. */
    public boolean isFirst(Axis axis) {
        return axis.equals(program.firstAxis());
    }

    /** The most steps there can be, where a workspace is made. */
    public Count roomForSteps(Axis axis) {
        return open() ? Count.of(names().stepCapacity(axis)) : Count.of(program.steps(axis));
    }

    /** The most sequences there can be, where a workspace is made. */
    public Count roomForSequences() {
        return open() ? Count.of("batchCapacity") : Count.of(program.batch());
    }

    /** The most rows of a buffer there can be, where a workspace is made. */
    public Count room(Buffer buffer) {
        if (buffer.domain().isOnce()) {
            return Count.ONE;
        }
        if (buffer.domain().tokens().isPresent()) {
            return Count.of(buffer.domain().tokens().getAsInt());
        }
        Optional<Domain.Pair> pair = buffer.domain().pair();
        if (pair.isPresent()) {
            Count ofStep = roomOfSteps(pair.get().over());
            return buffer.isAtPairs() ? roomForSteps(pair.get().along()).times(ofStep) : ofStep;
        }
        if (buffer.isAhead()) {
            return open()
                    ? Count.of("Math.max(" + ROWS_AHEAD + ", " + roomForSequences() + ")")
                    : Count.of(Math.max(ROWS_AHEAD, program.batch()));
        }
        return buffer.isPerStep() ? roomOfSteps(buffer.domain().axis().orElseThrow()) : roomForSequences();
    }

    /** The most rows of all steps there can be, where a workspace is made. */
    public Count roomOfSteps(Axis axis) {
        return roomForSteps(axis).times(roomForSequences());
    }

    /** Whether each step of an axis has just one row; a tree has any number of nodes of one height. */
    public boolean isOneSequence(Axis axis) {
        return !open() && program.batch() == 1 && !axis.isTree();
    }

    /** In which order sums take up rows; where steps are counted from the end, the last one has the first rows. */
    public RowSweep sweep(Stage.Kind rows) {
        return backward && rows.axis().stream().noneMatch(program::isCut) ? RowSweep.FALLING : RowSweep.RISING;
    }

    /** How many rows a stage works on at a time. */
    public Count rows(Stage.Kind stage) {
        Optional<Domain.Pair> pair = stage.pair();
        if (pair.isPresent()) {
            return stage.isLoop() && !single()
                    ? Count.of(order(pair.get()) + ".count(" + step() + ")")
                    : Count.asked(order(pair.get()), "rows");
        }
        if (stage instanceof Stage.Tokens tokens) {
            return Count.of(tokens.count());
        }
        if (single() || stage instanceof Stage.Once) {
            return Count.ONE;
        }
        Count batch = Count.of(program.batch());
        if (stage instanceof Stage.Loop loop) {
            boolean all = isOneSequence(loop.relation().axis()) || at.isPresent();
            return all ? batch : Count.of(loop.perChild() ? CHILD_COUNT : "count");
        }
        if (stage instanceof Stage.Ahead ahead) {
            return Count.of(names().rows(ahead.relation().axis()));
        }
        return stage instanceof Stage.Steps steps
                ? Count.of(steps.perChild() ? names().childRows(steps.along()) : names().rows(steps.along()))
                : open() ? Count.asked(order(program.firstAxis()), "batch") : batch;
    }

    /** How many rows a stage works on where all sequences are of full length; 0 if that is known only when it runs. */
    public int fullRows(Stage.Kind stage) {
        if (stage instanceof Stage.Tokens tokens) {
            return tokens.count();
        }
        return stage instanceof Stage.Steps steps && !open() && !steps.along().isTree()
                ? Math.multiplyExact(steps(steps.along()), program.batch())
                : 0;
    }

    /** The first row a stage works on, of those that {@code rows} has. */
    public Index first(Stage.Kind stage, Domain rows) {
        return stage.isLoop() ? first(rows) : stage instanceof Stage.Ahead ? Index.of(BEGIN) : Index.ZERO;
    }

    private String step() {
        return at.isPresent() ? at.getAsInt() + "" : "t";
    }

    /**
     * The first row a loop works on at its step.
     *
     * @param rows there is one for each step of an axis, for each of their children, or for each step of two axes
     */
    public Index first(Domain rows) {
        if (rows instanceof Domain.Pair pair) {
            return single() ? Index.ZERO : Index.of(order(pair) + ".first(" + step() + ")");
        }
        if (at.isPresent()) {
            return Index.of(at.getAsInt() * program.batch());
        }
        if (rows.isPerChild()) {
            return Index.of(FIRST_CHILD);
        }
        return single() ? Index.ZERO : Index.of(isOneSequence(rows.axis().orElseThrow()) ? "t" : "first");
    }
}
