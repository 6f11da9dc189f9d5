// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final List<Day> DAYS = Days.ofYears(2012, 2015, LocalDate::getDayOfYear);
    private static final History HISTORY = new History(DAYS, 2014);

    @Test
    void splitsByTime() {
        assertEquals(DAYS.subList(0, 366 + 365), HISTORY.training());
        assertEquals(DAYS.subList(0, 366), HISTORY.trial());
        assertEquals(LocalDate.of(2014, 1, 1), DAYS.get(HISTORY.test()[0]).date());
        assertEquals(LocalDate.of(2014, 12, 31), DAYS.get(HISTORY.test()[364]).date());
        assertEquals(365, HISTORY.test().length);
        assertEquals(LocalDate.of(2013, 1, 1), DAYS.get(HISTORY.validation()[0]).date());
        assertEquals(365, HISTORY.validation().length);
    }

    @Test
    void aForecasterSeesOnlyThePast() {
        List<LocalDate> lastSeen = new ArrayList<>();
        HISTORY.error(
                past -> {
                    lastSeen.add(past.get(past.size() - 1).date());
                    return 0;
                },
                HISTORY.test());
        List<LocalDate> eves = LocalDate.of(2013, 12, 31)
                .datesUntil(LocalDate.of(2014, 12, 31))
                .toList();
        assertEquals(eves, lastSeen);
    }

    @Test
    void measuresErrorsInDegrees() {
        assertEquals(0, HISTORY.error(past -> past.size() - (366 + 365) + 1, HISTORY.test()));
        assertEquals(3, HISTORY.error(past -> past.size() - (366 + 365) + 4, HISTORY.test()));
        // One day is off by 365 when the year begins anew, the others by one.
        assertEquals(Math.sqrt((364 * 364 + 364) / 365.0), HISTORY.error(Baselines::asToday, HISTORY.test()), 1e-9);
    }

    @Test
    void countsTheDaysAForecasterIsCloser() {
        Forecaster exact = past -> past.size() - (366 + 365) + 1;
        assertEquals(365, HISTORY.closer(exact, Baselines::asToday));
        assertEquals(0, HISTORY.closer(Baselines::asToday, exact));
        assertEquals(0, HISTORY.closer(exact, exact));
    }

    @Test
    void takesTwoYearsToLearnFrom() {
        String message = assertThrows(IllegalArgumentException.class, () -> new History(DAYS, 2013))
                .getMessage();
        assertEquals("To forecast 2013 takes that year and two before it; there are [2012, 2013, 2014, 2015]", message);
        assertThrows(IllegalArgumentException.class, () -> new History(DAYS, 2016));
    }

    @Test
    void daysOfTheTestYearChangeNothingLearned() {
        List<Day> other = Stream.concat(HISTORY.training().stream(), Days.ofYears(2014, 2015, date -> 1000).stream())
                .toList();
        History changed = new History(other, 2014);
        assertEquals(HISTORY.training(), changed.training());
        assertEquals(forecast(HISTORY), forecast(changed));
    }

    private static double forecast(History history) {
        Network network = new Network(history.training(), 1);
        network.train(1, () -> {});
        return network.tomorrow(DAYS.subList(0, 700));
    }
}
