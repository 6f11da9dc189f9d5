// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import java.time.LocalDate;
import java.util.List;

/** The two forecasts that cost nothing. */
final class Baselines {
    /** Half the width of the days of the year taken together: one day of a few years alone is mostly chance. */
    private static final int DAYS_AROUND = 7;

    private static final int DAYS_PER_YEAR = 365;

    private Baselines() {}

    /** Tomorrow will be as today. */
    static double asToday(List<Day> past) {
        return past.get(past.size() - 1).maximum();
    }

    /**
     * It will be as it mostly is at this time of the year.
     *
     * @param training the years to take the mean of
     */
    static Forecaster asEveryYear(List<Day> training) {
        double[] means = new double[DAYS_PER_YEAR + 2];
        for (int dayOfYear = 1; dayOfYear < means.length; dayOfYear++) {
            means[dayOfYear] = meanAround(dayOfYear, training);
        }
        return past -> means[tomorrow(past).getDayOfYear()];
    }

    private static double meanAround(int dayOfYear, List<Day> training) {
        return training.stream()
                .filter(day -> distance(day.date().getDayOfYear(), dayOfYear) <= DAYS_AROUND)
                .mapToDouble(Day::maximum)
                .average()
                .orElseThrow();
    }

    private static int distance(int a, int b) {
        int distance = Math.abs(a - b);
        return Math.min(distance, DAYS_PER_YEAR - distance);
    }

    private static LocalDate tomorrow(List<Day> past) {
        return past.get(past.size() - 1).date().plusDays(1);
    }
}
