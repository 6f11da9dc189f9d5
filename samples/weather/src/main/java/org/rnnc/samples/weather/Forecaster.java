// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import java.util.List;

/** Some way to forecast. */
@FunctionalInterface
interface Forecaster {
    /**
     * Forecasts the maximum temperature of the day after the last one.
     *
     * @param past all days up to today; what comes later is not there to be looked at
     * @return in degrees
     */
    double tomorrow(List<Day> past);
}
