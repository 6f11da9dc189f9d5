// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import org.rnnc.samples.benchmarks.table.Entrant.Kind;
import org.rnnc.samples.benchmarks.workload.Workload;

/** The table as Markdown: medians of all contenders, then how many times as long one takes as another. */
final class Report {
    private static final String[] UNITS = {"ns", "us", "ms", "s"};
    private static final double THOUSAND = 1e3;
    private static final double HUNDRED = 100;
    private static final double TEN = 10;

    private final StringBuilder text = new StringBuilder();

    Report(String machine) {
        text.append(machine).append("\n\n");
    }

    void leftOut(Entrant entrant, String reason) {
        text.append("Without ")
                .append(entrant.title())
                .append(": ")
                .append(reason)
                .append("\n\n");
    }

    void loadAtTheEnd(String load) {
        text.append("\n").append(load).append(" running at the end\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }

    void rows(List<Entrant> entrants, Map<Workload, Measurement> measurements) {
        List<Ratio> ratios = ratios(entrants);
        List<String> titles = new ArrayList<>(List.of("workload"));
        entrants.forEach(entrant -> titles.add(entrant.title()));
        ratios.forEach(ratio -> titles.add(ratio.title()));
        titles.add("the fastest of ours");
        line(titles);
        text.append("|---").append("|--:".repeat(titles.size() - 1)).append("|\n");
        measurements.forEach((workload, measurement) -> {
            List<String> cells = new ArrayList<>(List.of(workload.title()));
            entrants.forEach(entrant -> cells.add(cell(measurement.median(entrant), Report::time)));
            ratios.forEach(ratio -> cells.add(cell(ratio.of(measurement), Report::ratio)));
            cells.add(cell(
                    measurement.fastest(of(entrants, Kind.OURS)).stream()
                            .mapToDouble(entrant -> measurement.median(entrant).getAsDouble())
                            .findFirst(),
                    nanos -> rate(workload, nanos)));
            line(cells);
        });
        text.append('\n');
        measurements.forEach((workload, measurement) -> limit(workload, measurement, of(entrants, Kind.BY_HAND)));
    }

    /** What the processor can do at most. */
    private void limit(Workload workload, Measurement measurement, List<Entrant> byHand) {
        Optional<Entrant> fastest = measurement.fastest(byHand);
        if (workload.isLimit() && fastest.isPresent()) {
            double nanos = measurement.median(fastest.get()).getAsDouble();
            String rate = workload.multiplyAdds() > 0
                    ? rate(workload, nanos)
                    : String.format(Locale.ROOT, "%.0f GB/s", workload.weightBytes() / nanos);
            text.append("- ").append(workload.title()).append(": ").append(rate).append('\n');
        }
    }

    private static String rate(Workload workload, double nanos) {
        return String.format(Locale.ROOT, "%.1f GFLOP/s", 2.0 * workload.multiplyAdds() / nanos);
    }

    /** Each of ours to the fastest that is written by hand, and each peer to the fastest of ours. */
    private static List<Ratio> ratios(List<Entrant> entrants) {
        List<Ratio> ratios = new ArrayList<>();
        List<Entrant> ours = of(entrants, Kind.OURS);
        List<Entrant> byHand = of(entrants, Kind.BY_HAND);
        if (!byHand.isEmpty()) {
            ours.forEach(entrant -> ratios.add(new Ratio(entrant.title() + " / by hand", entrant, byHand)));
        }
        of(entrants, Kind.PEER).forEach(peer -> ratios.add(new Ratio(peer.title() + " / ours", peer, ours)));
        return ratios;
    }

    private static List<Entrant> of(List<Entrant> entrants, Kind kind) {
        return entrants.stream().filter(entrant -> entrant.kind() == kind).toList();
    }

    private record Ratio(String title, Entrant over, List<Entrant> under) {
        OptionalDouble of(Measurement measurement) {
            return measurement
                    .fastest(under)
                    .map(fastest -> measurement.ratio(over, fastest))
                    .orElse(OptionalDouble.empty());
        }
    }

    private static String cell(OptionalDouble number, DoubleFunction<String> format) {
        return number.isPresent() ? format.apply(number.getAsDouble()) : "";
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, ratio < TEN ? "%.2f" : "%,.0f", ratio);
    }

    /** With three digits or so. */
    private static String time(double nanos) {
        double time = nanos;
        int unit = 0;
        while (time >= THOUSAND && unit < UNITS.length - 1) {
            time /= THOUSAND;
            unit++;
        }
        String format = time < TEN ? "%.2f %s" : time < HUNDRED ? "%.1f %s" : "%.0f %s";
        return String.format(Locale.ROOT, format, time, UNITS[unit]);
    }

    private void line(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
