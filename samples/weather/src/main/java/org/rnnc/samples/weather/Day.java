// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import java.time.LocalDate;

/**
 * What was observed on a day.
 *
 * @param date the day
 * @param maximum the temperature's, in degrees Celsius
 * @param minimum the temperature's, in degrees Celsius
 * @param precipitation in millimetres
 * @param wind its speed, in the unit of the file
 */
record Day(LocalDate date, double maximum, double minimum, double precipitation, double wind) {
    int year() {
        return date.getYear();
    }
}
