// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.random.RandomSource;

class ExamplesTest {
    private static final ModelInfo INFO = Weather.create(1).info();

    /** Each day is a degree warmer than the one before, so that temperatures tell days apart. */
    private static final List<Day> DAYS = Days.ofYears(2013, 2013, date -> date.getLong(ChronoField.EPOCH_DAY));

    private final Encoding encoding = new Encoding(DAYS);
    private final Examples examples = new Examples(DAYS, encoding, INFO, RandomSource.of(1));

    @Test
    void wantsTheDayAfterTheLast() {
        for (int batch = 0; batch < examples.batches(); batch++) {
            examples.go(batch);
            for (int example = 0; example < INFO.batch(); example++) {
                double first = temperature(example, 0);
                for (int step = 1; step < INFO.window(); step++) {
                    assertEquals(first + step, temperature(example, step), 1e-3);
                }
                assertEquals(first + INFO.window(), encoding.temperature(examples.targets()[example]), 1e-3);
            }
        }
    }

    @Test
    void eachEpochHasEachExampleOnceInANewOrder() {
        assertEquals((365 - INFO.window()) / INFO.batch(), examples.batches());
        List<Float> one = epoch(0);
        List<Float> two = epoch(1);
        assertEquals(one.size(), new HashSet<>(one).size());
        assertEquals(two.size(), new HashSet<>(two).size());
        assertNotEquals(one, two);
    }

    @Test
    void oneBatchMustBeFull() {
        List<Day> enough = DAYS.subList(0, INFO.window() + INFO.batch());
        assertEquals(1, new Examples(enough, encoding, INFO, RandomSource.of(1)).batches());
        List<Day> tooFew = enough.subList(1, enough.size());
        RandomSource random = RandomSource.of(1);
        assertThrows(IllegalArgumentException.class, () -> new Examples(tooFew, encoding, INFO, random));
        assertTrue(tooFew.size() > INFO.window());
    }

    private double temperature(int example, int step) {
        return encoding.temperature(examples.inputs()[(step * INFO.batch() + example) * Encoding.SIZE]);
    }

    private List<Float> epoch(int index) {
        List<Float> targets = new ArrayList<>();
        for (int batch = 0; batch < examples.batches(); batch++) {
            examples.go(index * examples.batches() + batch);
            for (float target : examples.targets()) {
                targets.add(target);
            }
        }
        return targets;
    }
}
