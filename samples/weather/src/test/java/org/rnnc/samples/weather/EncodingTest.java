// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodingTest {
    private static final LocalDate NEW_YEAR = LocalDate.of(2013, 1, 1);
    private static final List<Day> TRAINING =
            List.of(new Day(NEW_YEAR, 10, 0, 0, 3), new Day(NEW_YEAR.plusDays(1), 14, 4, Math.E - 1, 3));

    private final Encoding encoding = new Encoding(TRAINING);

    @Test
    void scalesByTheTrainingDays() {
        float[] numbers = new float[2 * Encoding.SIZE];
        encoding.put(TRAINING.get(1), numbers, Encoding.SIZE);
        assertEquals(0, numbers[Encoding.SIZE - 1], "what stands before is not touched");
        assertEquals(1, numbers[Encoding.SIZE], 1e-6, "maximum: 14 is 2 above the mean, as is usual");
        assertEquals(1, numbers[Encoding.SIZE + 1], 1e-6, "minimum");
        assertEquals(1, numbers[Encoding.SIZE + 2], 1e-6, "precipitation, by its logarithm");
        assertEquals(0, numbers[Encoding.SIZE + 3], 1e-6, "wind that is always the same");
    }

    @Test
    void seasonsCloseTheYear() {
        float[] winter = encode(LocalDate.of(2013, 12, 31));
        float[] newYear = encode(LocalDate.of(2014, 1, 1));
        float[] summer = encode(LocalDate.of(2014, 7, 2));
        assertEquals(winter[4], newYear[4], 0.03);
        assertEquals(winter[5], newYear[5], 0.03);
        assertEquals(-1, summer[5], 0.01);
    }

    @Test
    void answersAreTemperatures() {
        Day hot = new Day(NEW_YEAR, 35, 20, 0, 0);
        assertEquals(11.5f, encoding.target(hot));
        assertEquals(35, encoding.temperature(encoding.target(hot)), 1e-6);
    }

    private float[] encode(LocalDate date) {
        float[] numbers = new float[Encoding.SIZE];
        encoding.put(new Day(date, 10, 0, 0, 3), numbers, 0);
        return numbers;
    }
}
