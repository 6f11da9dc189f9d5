// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.train;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.model.Limits;
import org.rnnc.dsl.model.Training;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SourceSpan;

/** Checks that what a window keeps of each value fits a Java array. */
public final class WindowSize {
    private final ErrorReporter report;

    public WindowSize(ErrorReporter report) {
        this.report = report;
    }

    /** @param place where the window or batch is written; null if nowhere */
    public void checkWindow(List<Node> nodes, Training training, @Nullable SourceSpan place, Name model) {
        long longest = nodes.stream()
                .filter(node -> node.isVector() && node.domain().isPerStep())
                .mapToLong(Node::size)
                .max()
                .orElse(1);
        long padded = (longest + 15) / 16 * 16;
        double elements = (double) padded * training.window() * training.batch();
        if (elements > Limits.MAX_ELEMENTS) {
            report.error(
                    Code.TOO_LARGE,
                    place == null ? model.span() : place,
                    "a vector of " + longest + " at " + training.window() + " steps of " + training.batch()
                            + " sequences is more than a Java array holds",
                    fitting(Limits.MAX_ELEMENTS / padded, training));
        }
    }

    /** @param rows steps of all sequences together that there is room for */
    private static String fitting(long rows, Training training) {
        List<String> fitting = new ArrayList<>();
        if (rows >= training.batch()) {
            fitting.add("window " + rows / training.batch());
        }
        if (rows >= training.window()) {
            fitting.add("batch " + rows / training.window());
        }
        return fitting.isEmpty()
                ? "there is room for " + rows + " steps of all sequences together"
                : String.join(" fits, or ", fitting) + (fitting.size() == 1 ? " fits" : "");
    }
}
