// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.explain;

import java.util.ArrayList;
import java.util.List;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.Stage;

/** What the speed is bounded by, told from how large the weights are beside common caches. Nothing is measured. */
final class BoundSection {
    private static final long L1 = 32_000;
    private static final long L2 = 1_000_000;
    private static final long L3 = 16_000_000;

    /** Below it, calls and the chains of dependent additions take longer than the arithmetic. */
    private static final long FEW_FLOPS = 8_000;

    /** So many rows use a weight that was read once, and arithmetic is what takes time. */
    private static final int MANY_ROWS = 8;

    private final Plan plan;
    private final int size;
    private final Report report;

    BoundSection(Plan plan, int size, Report report) {
        this.plan = plan;
        this.size = size;
        this.report = report;
    }

    void write() {
        Work step = WorkSection.ofStep(plan, size);
        List<List<String>> rows = new ArrayList<>(List.of(List.of("work", "weights", "bound by")));
        rows.add(List.of("one step of one sequence", Report.bytes(step.weightBytes()), ofStep(step)));
        plan.window().ifPresent(window -> rows.add(ofWindow(window)));
        report.table(rows);
        report.line(
                "  By the bytes of weights that each step reads, beside an L1 cache of 32 kB, an L2 of 1 MB and an L3"
                        + " of 16 MB. An estimate: docs/performance.md has what was measured.");
    }

    private static String ofStep(Work step) {
        return step.flops() < FEW_FLOPS ? "latency: so few operations wait for each other" : cache(step.weightBytes());
    }

    private static String cache(long bytes) {
        if (bytes <= L1) {
            return "FMA units: the weights fit into L1";
        } else if (bytes <= L2) {
            return "L2: the weights come from it in every step";
        }
        return bytes <= L3 ? "L3: the weights come from it in every step" : "memory: the weights fit into no cache";
    }

    private List<String> ofWindow(Program window) {
        // Only what is done step by step reads its weights anew for each step; the rest takes many rows at a time.
        List<Stage> loops =
                window.stages().stream().filter(stage -> stage.kind().isLoop()).toList();
        Work loop = Work.of(loops, axis -> 1, 1, size);
        // What is done for each token is no step's.
        List<Stage> steps = window.stages().stream()
                .filter(stage -> !(stage.kind() instanceof Stage.Tokens))
                .toList();
        Work all = Work.of(steps, axis -> 1, 1, size);
        String what = "a training window, its steps in order";
        if (window.batch() >= MANY_ROWS || loop.flops() * 4 < all.flops()) {
            return List.of(what, Report.bytes(loop.weightBytes()), "FMA units: each weight is used for many rows");
        }
        return List.of(what, Report.bytes(loop.weightBytes()), ofStep(loop));
    }
}
