// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
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
        List<Entrant[]> ratios = ratios(entrants);
        List<String> titles = new ArrayList<>(List.of("workload"));
        entrants.forEach(entrant -> titles.add(entrant.title()));
        ratios.forEach(pair -> titles.add(pair[0].title() + " / " + pair[1].title()));
        titles.add("GFLOP/s, ours");
        line(titles);
        text.append("|---").append("|--:".repeat(titles.size() - 1)).append("|\n");
        measurements.forEach((workload, measurement) -> line(cells(workload, measurement, entrants, ratios)));
    }

    /** Ours to what is written by hand, and the others' to ours; of ours the fastest that there is. */
    private static List<Entrant[]> ratios(List<Entrant> entrants) {
        List<Entrant> ours = entrants.stream().filter(Entrant::ours).toList();
        List<Entrant[]> pairs = new ArrayList<>();
        if (ours.isEmpty()) {
            return pairs;
        }
        Entrant best = ours.get(ours.size() - 1);
        if (ours.size() > 1) {
            pairs.add(new Entrant[] {ours.get(0), best});
        }
        for (Entrant entrant : entrants) {
            if (entrant.equals(Entrant.YARDSTICK)) {
                pairs.add(new Entrant[] {best, entrant});
            } else if (!entrant.ours()) {
                pairs.add(new Entrant[] {entrant, best});
            }
        }
        return pairs;
    }

    private static List<String> cells(
            Workload workload, Measurement measurement, List<Entrant> entrants, List<Entrant[]> ratios) {
        List<String> cells = new ArrayList<>(List.of(workload.title()));
        for (Entrant entrant : entrants) {
            cells.add(cell(measurement.median(entrant), Report::time));
        }
        for (Entrant[] pair : ratios) {
            cells.add(cell(measurement.ratio(pair[0], pair[1]), Report::ratio));
        }
        double operations = 2.0 * workload.multiplyAdds();
        OptionalDouble least = entrants.stream()
                .filter(Entrant::ours)
                .flatMap(entrant -> measurement.median(entrant).stream().boxed())
                .mapToDouble(Double::doubleValue)
                .min();
        cells.add(cell(least, nanos -> String.format(Locale.ROOT, "%.1f", operations / nanos)));
        return cells;
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
