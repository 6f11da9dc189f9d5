// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.ClassName;
import java.util.OptionalInt;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.java.ScalarType;
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
    public static final ClassName ARRANGEMENT = ClassName.get(ScalarType.KERNEL_PACKAGE, "Arrangement");

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
    public String allSteps() {
        return cut ? "arrangement.backwardSteps()" : "arrangement.steps()";
    }

    /** How many rows they have. */
    public String allRows() {
        return cut ? "arrangement.backwardRows()" : "arrangement.rows()";
    }

    /** The most steps there can be, where a workspace is made. */
    public String roomForSteps() {
        return open ? "stepCapacity" : Integer.toString(steps);
    }

    /** The most sequences there can be, where a workspace is made. */
    public String roomForSequences() {
        return open ? "batchCapacity" : Integer.toString(batch);
    }

    /** The most rows of a buffer there can be, where a workspace is made. */
    public String room(Buffer buffer) {
        if (!open) {
            return Integer.toString(buffer.rows(steps, batch));
        }
        return switch (buffer.kind()) {
            case ONCE -> "1";
            case SEQUENCE, SCRATCH -> "batchCapacity";
            case STEP -> roomOfSteps();
        };
    }

    /** The most rows of all steps there can be, where a workspace is made. */
    public String roomOfSteps() {
        return open ? "stepCapacity * batchCapacity" : Integer.toString(steps * batch);
    }

    /** Whether each step has just one row. */
    public boolean isOneSequence() {
        return !open && batch == 1;
    }

    /** How many rows a stage works on at a time. */
    String rows(Stage.Kind stage) {
        if (single || stage == Stage.Kind.ONCE) {
            return "1";
        }
        return switch (stage) {
            case ONCE -> "1";
            case SEQUENCES -> open ? "arrangement.batch()" : Integer.toString(batch);
            case STEPS -> "rows";
            case LOOP -> isOneSequence() || at.isPresent() ? Integer.toString(batch) : "count";
        };
    }

    /** The first row a loop works on at its step. */
    String first() {
        if (at.isPresent()) {
            return Integer.toString(at.getAsInt() * batch);
        }
        return single ? "0" : isOneSequence() ? "t" : "first";
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
