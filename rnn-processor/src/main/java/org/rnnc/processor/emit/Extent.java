// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.emit;

import java.util.OptionalInt;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.plan.Program;
import org.rnnc.processor.plan.Stage;

/**
 * How many rows there are, as expressions for generated code. A step has one of everything; a window's number depends on
 * how long its sequences are.
 *
 * @param at the step of a loop whose rows are written as numbers, of sequences that are all of full length; empty for
 *     those of the variable {@code t}, however many there are
 * @param cut whether these are only the steps that gradients come from
 */
record Extent(boolean single, int steps, int batch, OptionalInt at, boolean cut) {
    static Extent of(Program program) {
        return new Extent(program.single(), program.steps(), program.batch(), OptionalInt.empty(), false);
    }

    /** Of the backward pass. */
    static Extent backward(Program program) {
        return new Extent(false, program.backwardSteps(), program.batch(), OptionalInt.empty(), program.isCut());
    }

    /** The same with step {@code t} of a loop written out. */
    Extent at(int t) {
        return new Extent(single, steps, batch, OptionalInt.of(t), cut);
    }

    /** How many steps there are in a window whose sequences may be shorter than {@link #steps}. */
    String allSteps() {
        return cut ? "arrangement.backwardSteps()" : "arrangement.steps()";
    }

    /** How many rows they have. */
    String allRows() {
        return cut ? "arrangement.backwardRows()" : "arrangement.rows()";
    }

    /** How many rows a stage works on at a time. */
    String rows(Stage.Kind stage) {
        if (single || stage == Stage.Kind.ONCE) {
            return "1";
        }
        return switch (stage) {
            case ONCE -> "1";
            case SEQUENCES -> Integer.toString(batch);
            case STEPS -> "rows";
            case LOOP -> batch == 1 || at.isPresent() ? Integer.toString(batch) : "count";
        };
    }

    /** The first row a loop works on at its step. */
    String first() {
        if (at.isPresent()) {
            return Integer.toString(at.getAsInt() * batch);
        }
        return single ? "0" : batch == 1 ? "t" : "first";
    }

    /** The stage that has a row for each datum of {@code node}. */
    static Stage.Kind stageOf(Node node) {
        return stageOf(node.domain());
    }

    static Stage.Kind stageOf(Domain domain) {
        return switch (domain) {
            case STEP -> Stage.Kind.STEPS;
            case SEQUENCE -> Stage.Kind.SEQUENCES;
            case ONCE -> Stage.Kind.ONCE;
        };
    }
}
