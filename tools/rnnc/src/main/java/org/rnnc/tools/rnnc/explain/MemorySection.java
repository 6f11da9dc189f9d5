// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.explain;

import java.util.ArrayList;
import java.util.List;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.processor.java.kernel.Extent;
import org.rnnc.processor.layout.Buffer;
import org.rnnc.processor.layout.Layout;
import org.rnnc.processor.layout.MemoryPlan;
import org.rnnc.processor.schedule.Program;

/** The rows that each workspace has, and how large they are. */
final class MemorySection {
    private final MemoryPlan memory;
    private final int size;
    private final Report report;

    MemorySection(MemoryPlan memory, int size, Report report) {
        this.memory = memory;
        this.size = size;
        this.report = report;
    }

    void write() {
        memory.plan().programs().byTitle().forEach((title, program) -> {
            if (!program.forward().isEmpty()) {
                write(title, program);
            }
        });
    }

    private void write(String title, Program program) {
        Layout layout = memory.layout(program);
        // Of a workspace whose size is chosen when it is made, what one step of one sequence takes.
        int batch = program.isOpen() ? 1 : program.batch();
        List<List<String>> rows = new ArrayList<>(List.of(List.of("rows", "numbers of each", "how many", "bytes")));
        long all = 0;
        long pairs = 0;
        for (Buffer buffer : layout.buffers()) {
            long count = count(buffer, program, batch);
            long bytes = count * Math.max(Integer.BYTES, (long) buffer.width() * size);
            boolean inAll = buffer.isAhead() && program.isOpen();
            all += inAll ? 0 : bytes;
            pairs += buffer.domain().isPair() ? bytes : 0;
            String width = buffer.isTokens() ? "a token" : String.valueOf(buffer.width());
            rows.add(
                    List.of(buffer.name(), width, Report.count(count) + (inAll ? " in all" : ""), Report.bytes(bytes)));
        }
        rows.add(List.of("all", "", "", Report.bytes(all)));
        if (!program.pairs().isEmpty()) {
            rows.add(List.of("of these at pairs of steps", "", "", Report.bytes(pairs)));
        }
        report.line("  " + title + (program.isOpen() ? ", for each step of each sequence there is room for" : ""));
        report.table(rows);
        if (!layout.views().isEmpty()) {
            report.line("    Rows of others, shown without a copy: "
                    + String.join(
                            ", ",
                            layout.views().stream()
                                    .map(view -> view.buffer().name() + " ("
                                            + view.source().name() + ", "
                                            + view.kind().explain() + ")")
                                    .toList()));
        }
    }

    private static long count(Buffer buffer, Program program, int batch) {
        if (buffer.domain().isOnce()) {
            return 1;
        }
        if (buffer.domain().tokens().isPresent()) {
            return buffer.domain().tokens().getAsInt();
        }
        if (buffer.domain() instanceof Domain.Pair pair && !program.isOpen()) {
            long along = buffer.isOfStep() || program.single() ? 1 : program.steps(pair.along());
            return along * (program.single() ? 1 : program.steps(pair.over())) * batch;
        }
        if (buffer.isAhead()) {
            return Math.max(Extent.ROWS_AHEAD, batch);
        }
        boolean own = buffer.domain()
                .axis()
                .filter(axis -> !program.axes().contains(axis))
                .isEmpty();
        int steps = own && buffer.isPerStep() && !program.isOpen()
                ? program.steps(buffer.domain().axis().orElseThrow())
                : 1;
        return (long) (buffer.isInTurns() ? Math.min(2, steps) : steps) * batch;
    }
}
