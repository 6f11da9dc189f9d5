// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;

/**
 * The results as Markdown: generated beside hand-written code, and how many times faster it is. Of each benchmark, the
 * fastest iteration counts: what else runs on a machine can only make the others slower. JMH's own output, above the
 * table, has means and errors.
 */
final class Table {
    private static final String GENERATED = "Generated";
    private static final String HAND_WRITTEN = "HandWritten";
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final List<RunResult> results;

    Table(Collection<RunResult> results) {
        this.results = new ArrayList<>(results);
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        table.append("JDK ").append(Runtime.version().feature()).append("\n\n");
        table.append("| benchmark | generated | hand-written | times faster | bytes allocated per call |\n");
        table.append("|---|--:|--:|--:|--:|\n");
        for (RunResult result : results) {
            String name = name(result);
            if (name.endsWith(GENERATED)) {
                String stem = name.substring(0, name.length() - GENERATED.length());
                table.append(row(stem, result, find(stem + HAND_WRITTEN)));
            }
        }
        return table.toString();
    }

    private static String row(String stem, RunResult generated, Optional<RunResult> handWritten) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.1f |%n",
                stem,
                score(generated),
                handWritten.map(Table::score).orElse(""),
                handWritten
                        .map(other -> String.format(Locale.ROOT, "%.1f", time(other) / time(generated)))
                        .orElse(""),
                allocated(generated));
    }

    private Optional<RunResult> find(String name) {
        return results.stream().filter(result -> name(result).equals(name)).findFirst();
    }

    /** Class and method, for example {@code Training.rnnGenerated}. */
    private static String name(RunResult result) {
        String full = result.getParams().getBenchmark();
        int method = full.lastIndexOf('.');
        return full.substring(full.lastIndexOf('.', method - 1) + 1).replace("Benchmark", "");
    }

    private static double time(RunResult result) {
        return result.getPrimaryResult().getStatistics().getMin();
    }

    private static String score(RunResult result) {
        String unit = result.getPrimaryResult().getScoreUnit().replace("/op", "");
        return String.format(Locale.ROOT, unit.equals("ns") ? "%,.0f %s" : "%,.1f %s", time(result), unit);
    }

    /** Per call; the least, since JMH itself allocates a little in each iteration. */
    private static double allocated(RunResult result) {
        for (String name : result.getSecondaryResults().keySet()) {
            if (name.endsWith(ALLOCATED)) {
                return result.getSecondaryResults().get(name).getStatistics().getMin();
            }
        }
        return Double.NaN;
    }
}
