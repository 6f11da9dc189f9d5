// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * All days, and which of them are for what. The split is by time, as in life: who forecasts has only the past to learn
 * from.
 *
 * @param days all, in order
 * @param testYear the year forecasts are judged by; the years before it are for learning
 */
record History(List<Day> days, int testYear) {
    /**
     * Copies the days.
     *
     * @throws IllegalArgumentException if the test year is not among the days, or less than two years before it are
     */
    History {
        days = List.copyOf(days);
        Set<Integer> years = days.stream().map(Day::year).collect(Collectors.toCollection(TreeSet::new));
        if (!years.containsAll(Set.of(testYear, testYear - 1, testYear - 2))) {
            throw new IllegalArgumentException(
                    "To forecast " + testYear + " takes that year and two before it; there are " + years);
        }
    }

    /** The days to learn from: all years before the test year. */
    List<Day> training() {
        return before(testYear);
    }

    /** The days to learn from while it is still open how long to learn: all years before the last training year. */
    List<Day> trial() {
        return before(testYear - 1);
    }

    /** The days to be forecast, as indices. */
    int[] test() {
        return ofYear(testYear);
    }

    /** The days to be forecast while it is still open how long to learn, as indices: the last training year. */
    int[] validation() {
        return ofYear(testYear - 1);
    }

    /** How far a forecaster is off on some days: the root of the mean squared error, in degrees. */
    double error(Forecaster forecaster, int[] indices) {
        return Math.sqrt(IntStream.of(indices)
                .mapToDouble(day -> miss(forecaster, day))
                .map(miss -> miss * miss)
                .average()
                .orElseThrow());
    }

    /** On how many days of the test year one forecaster is closer than the other. */
    long closer(Forecaster one, Forecaster other) {
        return IntStream.of(test())
                .filter(day -> Math.abs(miss(one, day)) < Math.abs(miss(other, day)))
                .count();
    }

    private double miss(Forecaster forecaster, int day) {
        return forecaster.tomorrow(days.subList(0, day)) - days.get(day).maximum();
    }

    private List<Day> before(int year) {
        return days.stream().filter(day -> day.year() < year).toList();
    }

    private int[] ofYear(int year) {
        return IntStream.range(0, days.size())
                .filter(day -> days.get(day).year() == year)
                .toArray();
    }
}
