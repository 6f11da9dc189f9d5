// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
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
        training.windows().forEach((axis, window) -> check(nodes, axis, window.steps(), training, place, model));
        nodes.stream()
                .flatMap(node -> node.domain().pair().stream())
                .distinct()
                .forEach(pair -> checkPairs(pair, training, place, model));
    }

    /** How many pairs of steps there are of all sequences together: each has rows of its own. */
    private void checkPairs(Domain.Pair pair, Training training, @Nullable SourceSpan place, Name model) {
        double rows = (double) training.window(pair.along()).steps()
                * training.window(pair.over()).steps()
                * training.batch();
        if (rows > Limits.MAX_ELEMENTS) {
            report.error(
                    Code.TOO_LARGE,
                    place == null ? model.span() : place,
                    "the pairs of a step of " + pair.along().name() + " and one of "
                            + pair.over().name() + ", of " + training.batch()
                            + " sequences, are more than a Java array holds",
                    "shorter windows, or a smaller batch");
        }
    }

    private void check(
            List<Node> nodes, Axis axis, int steps, Training training, @Nullable SourceSpan place, Name model) {
        long longest = nodes.stream()
                .filter(node -> node.isVector() && node.domain().axis().equals(Optional.of(axis)))
                .mapToLong(Node::size)
                .max()
                .orElse(1);
        long padded = (longest + 15) / 16 * 16;
        double elements = (double) padded * steps * training.batch();
        if (elements > Limits.MAX_ELEMENTS) {
            report.error(
                    Code.TOO_LARGE,
                    place == null ? model.span() : place,
                    "a vector of " + longest + " at " + steps + " steps of " + training.batch()
                            + " sequences is more than a Java array holds",
                    fitting(Limits.MAX_ELEMENTS / padded, axis, steps, training.batch()));
        }
    }

    /** @param rows steps of all sequences together that there is room for */
    private static String fitting(long rows, Axis axis, int steps, int batch) {
        List<String> fitting = new ArrayList<>();
        if (rows >= batch) {
            fitting.add(
                    axis.equals(Axis.TIME) ? "window " + rows / batch : "window " + axis.name() + " " + rows / batch);
        }
        if (rows >= steps) {
            fitting.add("batch " + rows / steps);
        }
        return fitting.isEmpty()
                ? "there is room for " + rows + " steps of all sequences together"
                : String.join(" fits, or ", fitting) + (fitting.size() == 1 ? " fits" : "");
    }
}
