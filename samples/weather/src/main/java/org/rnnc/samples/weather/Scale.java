// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Brings numbers to mean 0 and standard deviation 1, and back.
 *
 * @param mean of the numbers as they are
 * @param deviation their standard deviation, more than 0
 */
record Scale(double mean, double deviation) {
    /**
     * The scale of one kind of observation.
     *
     * @param days only these decide; so the test's days must not be among them
     */
    static Scale of(List<Day> days, ToDoubleFunction<Day> value) {
        double mean = days.stream().mapToDouble(value).average().orElseThrow();
        double variance = days.stream()
                .mapToDouble(value)
                .map(number -> (number - mean) * (number - mean))
                .average()
                .orElseThrow();
        // What is always the same says nothing: it becomes 0.
        return new Scale(mean, variance > 0 ? Math.sqrt(variance) : 1);
    }

    double apply(double number) {
        return (number - mean) / deviation;
    }

    double undo(double scaled) {
        return scaled * deviation + mean;
    }
}
