// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastersTest {
    /** A cold and a warm week by turns: today tells little of tomorrow on the days that matter. */
    private static final List<Day> WEEKS = Days.ofYears(2012, 2014, date -> date.toEpochDay() / 7 % 2 == 0 ? 10 : 20);

    private static final History HISTORY = new History(WEEKS, 2014);

    @Test
    void theYearsMeanIsOfTheDaysAround() {
        List<Day> days = Days.ofYears(2012, 2014, date -> date.getMonthValue() <= 6 ? 10 : 20);
        Forecaster asEveryYear = Baselines.asEveryYear(days);
        assertEquals(10, asEveryYear.tomorrow(until(days, LocalDate.of(2014, 3, 1))));
        assertEquals(20, asEveryYear.tomorrow(until(days, LocalDate.of(2014, 9, 1))));
        double turn = asEveryYear.tomorrow(until(days, LocalDate.of(2014, 12, 31)));
        assertEquals(15, turn, 1, "the days around New Year's are of both halves");
    }

    @Test
    void aRegressionFindsWhatIsLinear() {
        // Twice today's less yesterday's is tomorrow's, where days follow a line.
        List<Day> line = withNoise(Days.ofYears(2012, 2012, LocalDate::getDayOfYear));
        List<Day> past = line.subList(0, 300);
        assertEquals(301, new Regression(line, 2).tomorrow(past), 1e-3);
    }

    @Test
    void aNetworkLearnsToCountToSeven() {
        Network network = new Network(HISTORY.training(), 1);
        double before = HISTORY.error(network, HISTORY.test());
        network.train(100, () -> {});
        double after = HISTORY.error(network, HISTORY.test());
        double asToday = HISTORY.error(Baselines::asToday, HISTORY.test());
        assertTrue(after < before && after < asToday / 2, () -> before + " before, " + after + " after; " + asToday);
    }

    @Test
    void equalSeedsGiveEqualNetworks() {
        assertEquals(forecastOfNewNetwork(), forecastOfNewNetwork());
    }

    @Test
    void anEnsembleForecastsTheMean() {
        Ensemble ensemble = Ensemble.of(3, HISTORY.training(), 1);
        double sum = 0;
        for (Network network : ensemble.networks()) {
            sum += network.tomorrow(WEEKS);
        }
        assertEquals(sum / 3, ensemble.tomorrow(WEEKS), 1e-9);
        assertThrows(IllegalArgumentException.class, () -> new Ensemble(List.of()));
    }

    private static double forecastOfNewNetwork() {
        Network network = new Network(HISTORY.training(), 5);
        network.train(2, () -> {});
        return network.tomorrow(WEEKS);
    }

    private static List<Day> until(List<Day> days, LocalDate last) {
        return days.stream().filter(day -> !day.date().isAfter(last)).toList();
    }

    /** Lets the other observations vary, in ways that have nothing to do with the temperature. */
    private static List<Day> withNoise(List<Day> days) {
        return days.stream()
                .map(day -> new Day(
                        day.date(),
                        day.maximum(),
                        Math.sin(day.date().getDayOfYear() * 1.7),
                        1 + Math.sin(day.date().getDayOfYear() * 2.9),
                        Math.cos(Math.pow(day.date().getDayOfYear(), 2))))
                .toList();
    }
}
