// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import java.util.List;

/** Days as a network wants them: {@value #SIZE} numbers around 0. */
final class Encoding {
    /** The size of the network's input. */
    static final int SIZE = 6;

    private static final double DAYS_PER_YEAR = 365.25;

    private final Scale maximum;
    private final Scale minimum;
    private final Scale precipitation;
    private final Scale wind;

    /**
     * Measures how large the observations are.
     *
     * @param training the days to learn from; the scales depend on no others
     */
    Encoding(List<Day> training) {
        maximum = Scale.of(training, Day::maximum);
        minimum = Scale.of(training, Day::minimum);
        precipitation = Scale.of(training, Encoding::rain);
        wind = Scale.of(training, Day::wind);
    }

    /** Writes a day into an array. */
    void put(Day day, float[] array, int at) {
        double season = 2 * Math.PI * day.date().getDayOfYear() / DAYS_PER_YEAR;
        array[at] = (float) maximum.apply(day.maximum());
        array[at + 1] = (float) minimum.apply(day.minimum());
        array[at + 2] = (float) precipitation.apply(rain(day));
        array[at + 3] = (float) wind.apply(day.wind());
        array[at + 4] = (float) Math.sin(season);
        array[at + 5] = (float) Math.cos(season);
    }

    /** What the network is to answer for a day. */
    float target(Day day) {
        return (float) maximum.apply(day.maximum());
    }

    /** The temperature that an answer means, in degrees. */
    double temperature(float answer) {
        return maximum.undo(answer);
    }

    /** Whether it rained counts more than whether it was 30 or 40 mm. */
    private static double rain(Day day) {
        return Math.log1p(day.precipitation());
    }
}
