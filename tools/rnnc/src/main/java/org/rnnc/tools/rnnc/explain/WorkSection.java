// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Program;

/** How much is computed for a step, and for an update. */
final class WorkSection {
    private final Plan plan;
    private final int size;
    private final Report report;
    private final List<List<String>> rows = new ArrayList<>();

    WorkSection(Plan plan, int size, Report report) {
        this.plan = plan;
        this.size = size;
        this.report = report;
    }

    /** One step of one sequence that runs forward. */
    static Work ofStep(Plan plan, int size) {
        Optional<Program> step = plan.step();
        return Work.of(step.orElse(plan.prediction()).forward(), axis -> 1, 1, size);
    }

    void write() {
        rows.add(List.of("work", "FLOPs", "bytes", "of weights"));
        add("one step of one sequence, forward", ofStep(plan, size));
        plan.window().ifPresent(this::addWindow);
        report.table(rows);
        report.line(
                "  A fused multiply-add is two operations, a function such as tanh one. Bytes are those that kernels"
                        + " read and write, wherever they come from: of weights that stay in a cache, memory sees nothing.");
        plan.window()
                .ifPresent(window -> report.line("  An update besides goes once over "
                        + Report.count(plan.model().graph().parameters().stream()
                                .filter(parameter -> plan.model().training().isTrained(parameter.index()))
                                .mapToLong(parameter -> parameter.shape().elements())
                                .sum())
                        + " parameters, by "
                        + plan.model().training().optimizer().kind().word() + "."));
    }

    private void addWindow(Program window) {
        int batch = window.batch();
        Work forward = Work.of(window.forward(), window::steps, batch, size);
        Work backward = Work.of(window.backward(), window::backwardSteps, batch, size);
        String of = Explanation.steps(window) + " of " + batch;
        add("a training window (" + of + "), forward", forward);
        add("a training window (" + of + "), backward", backward);
        if (!window.pairs().isEmpty()) {
            add(
                    "of both, for each step of two axes",
                    Work.atPairs(window.forward(), window::steps, batch, size)
                            .plus(Work.atPairs(window.backward(), window::steps, batch, size)));
        }
        if (window.axes().size() == 1) {
            Work both = forward.plus(backward);
            long parts = (long) window.steps(window.firstAxis()) * batch;
            add(
                    "the same, for each step of each sequence",
                    new Work(both.flops() / parts, both.weightBytes() / parts, both.valueBytes() / parts));
        }
    }

    private void add(String what, Work work) {
        rows.add(List.of(
                what, Report.count(work.flops()), Report.bytes(work.bytes()), Report.bytes(work.weightBytes())));
    }
}
