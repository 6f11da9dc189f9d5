// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.rnnc.samples.benchmarks.workload.Workload;

/**
 * What the command line says.
 *
 * @param workloads the rows
 * @param entrants the columns
 * @param warmUpMillis how long each contender runs a workload before it is timed
 * @param sliceMillis how long a contender's turn is; a longer call is a turn by itself
 * @param seconds how long each contender's turns are, together
 * @param clock {@code wall}, or {@code thread} for the processor time of the thread that calls
 */
record Options(
        List<Workload> workloads,
        List<Entrant> entrants,
        double warmUpMillis,
        double sliceMillis,
        double seconds,
        String clock) {
    private static final String OURS = "ours";
    private static final String WARM_UP = "warm-up=";
    private static final String SLICE = "slice=";
    private static final String SECONDS = "seconds=";
    private static final String CLOCK = "clock=";
    private static final String WALL = "wall";
    private static final String DEFAULT_WARM_UP = "1500";
    private static final String DEFAULT_SLICE = "20";
    private static final String DEFAULT_SECONDS = "0.8";

    /**
     * Reads words: {@code ours} leaves the others out, {@code warm-up=} and {@code slice=} (milliseconds), {@code seconds=}
     * and {@code clock=} set how it is timed, and all other words choose rows, those whose name or title contains one.
     */
    static Options of(String[] words) {
        List<String> rows = new ArrayList<>(Arrays.asList(words));
        List<Entrant> entrants = rows.remove(OURS)
                ? Entrant.ALL.stream()
                        .filter(entrant -> entrant.kind() == Entrant.Kind.OURS)
                        .toList()
                : Entrant.ALL;
        double warmUp = Double.parseDouble(take(rows, WARM_UP, DEFAULT_WARM_UP));
        double slice = Double.parseDouble(take(rows, SLICE, DEFAULT_SLICE));
        double seconds = Double.parseDouble(take(rows, SECONDS, DEFAULT_SECONDS));
        String clock = take(rows, CLOCK, WALL);
        return new Options(workloads(rows, entrants), entrants, warmUp, slice, seconds, clock);
    }

    private static String take(List<String> words, String option, String otherwise) {
        String value = otherwise;
        for (String word : List.copyOf(words)) {
            if (word.startsWith(option)) {
                value = word.substring(option.length());
                words.remove(word);
            }
        }
        return value;
    }

    private static List<Workload> workloads(List<String> words, List<Entrant> entrants) {
        boolean byHand = entrants.stream().anyMatch(entrant -> entrant.kind() == Entrant.Kind.BY_HAND);
        List<Workload> workloads = Arrays.stream(Workload.values())
                .filter(workload -> byHand || !workload.isLimit())
                .filter(workload -> words.isEmpty() || words.stream().anyMatch(word -> names(workload, word)))
                .toList();
        if (workloads.isEmpty()) {
            throw new IllegalArgumentException(
                    "no workload is named " + words + "; there are " + Arrays.toString(Workload.values()));
        }
        return workloads;
    }

    private static boolean names(Workload workload, String word) {
        String small = word.toLowerCase(Locale.ROOT);
        return workload.name().toLowerCase(Locale.ROOT).contains(small)
                || workload.title().toLowerCase(Locale.ROOT).contains(small);
    }
}
