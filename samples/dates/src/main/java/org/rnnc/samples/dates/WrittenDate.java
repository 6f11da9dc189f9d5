// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.dates;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.samples.common.Languages;

/** A date as a language writes it, with the name of its month and often of its day. */
record WrittenDate(LocalDate date, Locale language, String text) {
    /** Ends what is written. */
    static final int END = 11;

    private static final int DASH = 10;
    private static final LocalDate FIRST = LocalDate.of(1950, 1, 1);
    private static final int DAYS = (int) (LocalDate.of(2050, 1, 1).toEpochDay() - FIRST.toEpochDay());

    /** One day of ten is held out, in all languages. */
    private static final int HELD_OUT = 10;

    private static final List<FormatStyle> STYLES = List.of(FormatStyle.LONG, FormatStyle.FULL);

    static WrittenDate of(LocalDate date, Locale language, FormatStyle style) {
        DateTimeFormatter form = DateTimeFormatter.ofLocalizedDate(style).withLocale(language);
        return new WrittenDate(date, language, form.format(date));
    }

    /** Dates of some hundred years, in any language. */
    static List<WrittenDate> draw(int count, boolean heldOut, RandomSource random) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        of(FIRST.plusDays(day(heldOut, random)), any(Languages.all(), random), any(STYLES, random)))
                .toList();
    }

    private static int day(boolean heldOut, RandomSource random) {
        int day = random.nextInt(DAYS);
        while ((day % HELD_OUT == 0) != heldOut) {
            day = random.nextInt(DAYS);
        }
        return day;
    }

    private static <T> T any(List<T> all, RandomSource random) {
        return all.get(random.nextInt(all.size()));
    }

    /** The form that is to be written, with its end. */
    int[] answer() {
        return IntStream.concat(date.toString().chars().map(c -> c == '-' ? DASH : c - '0'), IntStream.of(END))
                .toArray();
    }

    /** Tokens as a text. */
    static String form(int[] tokens) {
        StringBuilder text = new StringBuilder();
        for (int token : tokens) {
            text.append(token < DASH ? (char) ('0' + token) : token == DASH ? '-' : '?');
        }
        return text.toString();
    }
}
