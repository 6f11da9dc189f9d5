// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.ClassName;
import java.util.OptionalInt;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.FieldRef;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.layout.Buffer;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.Stage;

/**
 * How many rows there are, as expressions for generated code. A step has one of everything; a window's number depends on
 * how long its sequences are; where sizes are open, so does the number of sequences.
 *
 * @param at the step of a loop whose rows are written as numbers, of sequences that are all of full length; empty for
 *     those of the variable {@code t}, however many there are
 * @param cut whether these are only the steps that gradients come from
 */
public record Extent(boolean single, boolean open, int steps, int batch, OptionalInt at, boolean cut) {
    public static final ClassName ARRANGEMENT = ClassName.get(RuntimePackages.GENERATED, "Arrangement");

    /** The field that knows in which order the rows of a window lie. */
    static final FieldRef ORDER = FieldRef.own("arrangement");

    static Extent of(Program program) {
        return new Extent(
                program.single(), program.isOpen(), program.steps(), program.batch(), OptionalInt.empty(), false);
    }

    /** Of the backward pass. */
    public static Extent backward(Program program) {
        return new Extent(false, false, program.backwardSteps(), program.batch(), OptionalInt.empty(), program.isCut());
    }

    /** The same with step {@code t} of a loop written out. */
    Extent at(int t) {
        return new Extent(single, open, steps, batch, OptionalInt.of(t), cut);
    }

    /** How many steps there are in a window whose sequences may be shorter than {@link #steps}. */
    public Count allSteps() {
        return Count.asked(ORDER, cut ? "backwardSteps" : "steps");
    }

    /** How many rows they have. */
    public Count allRows() {
        return Count.asked(ORDER, cut ? "backwardRows" : "rows");
    }

    /** The most steps there can be, where a workspace is made. */
    public Count roomForSteps() {
        return open ? Count.of("stepCapacity") : Count.of(steps);
    }

    /** The most sequences there can be, where a workspace is made. */
    public Count roomForSequences() {
        return open ? Count.of("batchCapacity") : Count.of(batch);
    }

    /** The most rows of a buffer there can be, where a workspace is made. */
    public Count room(Buffer buffer) {
        return switch (buffer.kind()) {
            case ONCE -> Count.ONE;
            case SEQUENCE, SCRATCH -> roomForSequences();
            case STEP -> roomOfSteps();
        };
    }

    /** The most rows of all steps there can be, where a workspace is made. */
    public Count roomOfSteps() {
        return roomForSteps().times(roomForSequences());
    }

    /** Whether each step has just one row. */
    public boolean isOneSequence() {
        return !open && batch == 1;
    }

    /** How many rows a stage works on at a time. */
    Count rows(Stage.Kind stage) {
        if (single) {
            return Count.ONE;
        }
        return switch (stage) {
            case ONCE -> Count.ONE;
            case SEQUENCES -> open ? Count.asked(ORDER, "batch") : Count.of(batch);
            case STEPS -> Count.of("rows");
            case LOOP -> isOneSequence() || at.isPresent() ? Count.of(batch) : Count.of("count");
        };
    }

    /** The first row a loop works on at its step. */
    Index first() {
        if (at.isPresent()) {
            return Index.of(at.getAsInt() * batch);
        }
        return single ? Index.ZERO : Index.of(isOneSequence() ? "t" : "first");
    }

    /** The stage that has a row for each datum of {@code node}. */
    public static Stage.Kind stageOf(Node node) {
        return stageOf(node.domain());
    }

    public static Stage.Kind stageOf(Domain domain) {
        return switch (domain) {
            case STEP -> Stage.Kind.STEPS;
            case SEQUENCE -> Stage.Kind.SEQUENCES;
            case ONCE -> Stage.Kind.ONCE;
        };
    }
}
