// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.emit;

import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.plan.Program;
import org.rnnc.processor.plan.Stage;

/**
 * How many rows there are, as expressions for generated code. A step has one of everything; a window's number depends on
 * how long its sequences are.
 */
record Extent(boolean single, int steps, int batch) {
    static Extent of(Program program) {
        return new Extent(program.single(), program.steps(), program.batch());
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
            case LOOP -> batch == 1 ? "1" : "count";
        };
    }

    /** The first row a loop works on at step {@code t}. */
    String first() {
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
