// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.dates;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.format.FormatStyle;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.text.Vocabulary;
import org.rnnc.samples.common.Characters;

class DatesTest {
    @Test
    void aDateIsReadAsALanguageWritesIt() {
        WrittenDate date = WrittenDate.of(LocalDate.of(2031, 3, 4), Locale.FRENCH, FormatStyle.LONG);
        assertEquals("4 mars 2031", date.text());
        assertArrayEquals(new int[] {2, 0, 3, 1, 10, 0, 3, 10, 0, 4, WrittenDate.END}, date.answer());
        assertEquals("2031-03-04", WrittenDate.form(new int[] {2, 0, 3, 1, 10, 0, 3, 10, 0, 4}));
    }

    @Test
    void noDayIsLearnedThatIsHeldOut() {
        Set<LocalDate> held = new HashSet<>();
        WrittenDate.draw(500, true, RandomSource.of(1)).forEach(date -> held.add(date.date()));
        WrittenDate.draw(5_000, false, RandomSource.of(2)).forEach(date -> assertTrue(!held.contains(date.date())));
    }

    /** Not to the README's figures, which take longer. */
    @Test
    void datesAreLearned() {
        List<WrittenDate> test = WrittenDate.draw(100, true, RandomSource.of(1));
        Vocabulary vocabulary = Characters.mostFrequent(
                WrittenDate.draw(2_000, false, RandomSource.of(2)).stream()
                        .map(WrittenDate::text)
                        .toList(),
                400);
        Learning learning = new Learning(Attentive.create(1), vocabulary, test, RandomSource.of(3));
        double right = learning.round(14_400);
        assertTrue(right > 0.15, () -> right + " of the dates");
    }
}
