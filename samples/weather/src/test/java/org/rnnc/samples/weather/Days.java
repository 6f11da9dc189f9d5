// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import java.time.LocalDate;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Makes days for tests. */
final class Days {
    private Days() {}

    /** All days of some years; what is observed but the maximum temperature does not vary. */
    static List<Day> ofYears(int first, int last, ToDoubleFunction<LocalDate> maximum) {
        return LocalDate.of(first, 1, 1)
                .datesUntil(LocalDate.of(last + 1, 1, 1))
                .map(date -> new Day(date, maximum.applyAsDouble(date), 5, 0, 2))
                .toList();
    }
}
