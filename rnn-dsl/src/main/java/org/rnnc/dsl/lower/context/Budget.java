// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.context;

import java.util.function.IntSupplier;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.model.Limits;
import org.rnnc.dsl.syntax.SourceSpan;

/** How much of a model there may be: counts its layers and operations, and how deep its expressions are. */
public final class Budget {
    private final IntSupplier nodes;
    private int instances;
    private int repetitions;
    private int depth;
    private boolean exhausted;

    /** @param nodes how many operations there are */
    Budget(IntSupplier nodes) {
        this.nodes = nodes;
    }

    /** Counts one more cell instance; false, and reported once, if there are too many. */
    public boolean countInstance(SourceSpan span, ErrorReporter report) {
        instances++;
        return within(instances <= Limits.INSTANCES, span, report, "more than " + Limits.INSTANCES + " layers");
    }

    /** Counts what a repetition goes through; false if that is too much together with all others. */
    public boolean countRepetitions(int count) {
        repetitions = Math.min(repetitions, Limits.REPETITIONS) + count;
        return repetitions <= Limits.REPETITIONS;
    }

    /** Enters an expression; false, and reported once, if that is too deep or the model too large. */
    public boolean enter(SourceSpan span, ErrorReporter report) {
        depth++;
        return within(depth <= Limits.TOTAL_DEPTH, span, report, "expressions nested too deeply")
                && within(nodes.getAsInt() <= Limits.NODES, span, report, "more than " + Limits.NODES + " operations");
    }

    public void leave() {
        depth--;
    }

    private boolean within(boolean sound, SourceSpan span, ErrorReporter report, String what) {
        if (!sound && !exhausted) {
            exhausted = true;
            report.error(Code.TOO_LARGE, span, "this model has " + what, "");
        }
        return sound;
    }
}
