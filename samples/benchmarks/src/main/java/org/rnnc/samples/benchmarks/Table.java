// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;

/**
 * The results as Markdown: generated beside hand-written code, and how many times faster it is. The fastest call counts:
 * whatever else a machine does can only make a call slower; the median is beside it. Allocations are from runs of their
 * own, in which JMH does not keep the time of each call.
 */
final class Table {
    private static final String GENERATED = "Generated";
    private static final String HAND_WRITTEN = "HandWritten";
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final double MEDIAN = 50;

    private final Map<String, RunResult> samples = new LinkedHashMap<>();
    private final Map<String, RunResult> averages = new LinkedHashMap<>();

    Table(Collection<RunResult> results) {
        for (RunResult result : results) {
            boolean sampled = result.getParams().getMode() == Mode.SampleTime;
            (sampled ? samples : averages).put(name(result), result);
        }
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        table.append("JDK ").append(Runtime.version().feature()).append("\n\n");
        table.append("| benchmark | generated (median) | hand-written (median) | times faster | bytes a call |\n");
        table.append("|---|--:|--:|--:|--:|\n");
        for (String name : samples.keySet()) {
            if (name.endsWith(GENERATED)) {
                table.append(row(name.substring(0, name.length() - GENERATED.length())));
            }
        }
        return table.toString();
    }

    private String row(String stem) {
        RunResult generated = samples.get(stem + GENERATED);
        Optional<RunResult> handWritten = Optional.ofNullable(samples.get(stem + HAND_WRITTEN));
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s |%n",
                stem,
                score(generated),
                handWritten.map(Table::score).orElse(""),
                handWritten
                        .map(other -> String.format(Locale.ROOT, "%.1f", time(other) / time(generated)))
                        .orElse(""),
                Optional.ofNullable(averages.get(stem + GENERATED))
                        .map(result -> String.format(Locale.ROOT, "%.1f", allocated(result)))
                        .orElse(""));
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
        String format = unit.equals("ns") ? "%,.0f %s (%,.0f)" : "%,.1f %s (%,.1f)";
        double median = result.getPrimaryResult().getStatistics().getPercentile(MEDIAN);
        return String.format(Locale.ROOT, format, time(result), unit, median);
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
