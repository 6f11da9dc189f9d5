// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.tagging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.samples.common.Languages;

class DatesTest {
    private static List<Example> dates(List<Locale> languages, boolean test) {
        return new Dates(languages, test, 64, RandomSource.of(1)).next(2_000);
    }

    @Test
    void fieldsAreWhereTheyShouldBe() {
        Set<Field> seen = EnumSet.noneOf(Field.class);
        for (Example example : dates(List.of(Locale.ENGLISH), false)) {
            for (Example.Span span : Example.spans(example.tags())) {
                seen.add(span.field());
                String text = example.text().substring(span.from(), span.to());
                String pattern = switch (span.field()) {
                    case DAY, HOUR, MINUTE, SECOND -> "\\d\\d?";
                    case YEAR -> "\\d\\d|\\d{4}";
                    case MONTH -> "\\d\\d?|[A-Z][a-z]+";
                    case WEEKDAY -> "[A-Z][a-z]+day";
                    case HALF -> "AM|PM";
                    case NONE, ERA -> "(not in English)";
                };
                assertTrue(text.matches(pattern), () -> text + " is no " + span.field() + ": " + example);
            }
        }
        assertEquals(EnumSet.complementOf(EnumSet.of(Field.NONE, Field.ERA)), seen);
    }

    @Test
    void testsHaveDaysOfTheirOwn() {
        Set<String> days = new HashSet<>();
        dates(List.of(Locale.GERMAN), false).stream().filter(DatesTest::hasDay).forEach(date -> days.add(day(date)));
        List<Example> test = dates(List.of(Locale.GERMAN), true).stream()
                .filter(DatesTest::hasDay)
                .toList();
        assertTrue(days.size() > 300 && test.size() > 300);
        test.forEach(date -> assertTrue(!days.contains(day(date)), () -> date + " was to be learned from"));
    }

    /** In German, 14. Februar 2009 with or without what is around. */
    private static boolean hasDay(Example example) {
        return example.text().matches(".*\\d+\\. [^ \\d]+ \\d{4}.*");
    }

    private static String day(Example example) {
        return example.text().replaceAll("^.*?(\\d+\\. [^ \\d]+ \\d{4}).*$", "$1");
    }

    @Test
    void allLanguagesHaveFieldsAndFit() {
        for (Locale language : Languages.all()) {
            Dates dates = new Dates(List.of(language), false, 64, RandomSource.of(1));
            Set<Field> seen = EnumSet.noneOf(Field.class);
            dates.next(100).forEach(example -> {
                assertTrue(example.text().length() <= 64);
                seen.addAll(example.tags());
            });
            assertTrue(
                    seen.containsAll(EnumSet.of(Field.YEAR, Field.MONTH, Field.DAY, Field.HOUR, Field.MINUTE)),
                    () -> language + ": " + seen);
        }
    }

    @Test
    void everyCharacterHasATag() {
        assertThrows(IllegalArgumentException.class, () -> new Example("7:15", List.of(Field.HOUR)));
    }
}
