// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.tagging;

import java.text.AttributedCharacterIterator;
import java.text.CharacterIterator;
import java.text.DateFormat;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.rnnc.runtime.random.RandomSource;

/**
 * Random dates and times, written as some languages write them. The formats, the words and the digits are the JDK's, who
 * also says which character belongs to which field.
 */
final class Dates {
    private static final int FIRST_DAY = -7_305;
    private static final int DAYS = 29_220;
    private static final int MINUTES_PER_DAY = (int) TimeUnit.DAYS.toMinutes(1);
    private static final int SECONDS_PER_MINUTE = 60;

    /** Of so many days one is only for tests. No multiple of 7, so that every weekday is learned from. */
    private static final int PARTS_OF_DAYS = 5;

    /** Of so many minutes of a day one is only for tests. No divisor of 60, so that every minute of an hour is learned. */
    private static final int PARTS_OF_MINUTES = 7;

    private static final int[] DATE_STYLES = {DateFormat.FULL, DateFormat.LONG, DateFormat.MEDIUM, DateFormat.SHORT};
    private static final int[] TIME_STYLES = {DateFormat.MEDIUM, DateFormat.SHORT};

    private final List<DateFormat> formats;
    private final boolean test;
    private final int longest;
    private final RandomSource random;

    /**
     * Dates of 1950 to 2029.
     *
     * @param test whether of days and minutes that are kept for tests, or only of others
     * @param longest the most characters of a text
     * @param random equal sources give equal dates
     */
    Dates(List<Locale> languages, boolean test, int longest, RandomSource random) {
        formats = languages.stream().flatMap(Dates::formats).toList();
        formats.forEach(format -> format.setTimeZone(TimeZone.getTimeZone("UTC")));
        this.test = test;
        this.longest = longest;
        this.random = random;
    }

    /** Dates alone, times alone, and both together. */
    private static Stream<DateFormat> formats(Locale language) {
        List<DateFormat> formats = new ArrayList<>();
        for (int time : TIME_STYLES) {
            formats.add(DateFormat.getTimeInstance(time, language));
        }
        for (int date : DATE_STYLES) {
            formats.add(DateFormat.getDateInstance(date, language));
            for (int time : TIME_STYLES) {
                formats.add(DateFormat.getDateTimeInstance(date, time, language));
            }
        }
        return formats.stream();
    }

    /** The next one. */
    Example next() {
        Example example;
        do {
            example = example(formats.get(random.nextInt(formats.size())));
        } while (example.text().length() > longest);
        return example;
    }

    /** The next ones. */
    List<Example> next(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    private Example example(DateFormat format) {
        int day = FIRST_DAY + draw(DAYS, PARTS_OF_DAYS);
        int minute = draw(MINUTES_PER_DAY, PARTS_OF_MINUTES);
        int second = random.nextInt(SECONDS_PER_MINUTE);
        long seconds = TimeUnit.DAYS.toSeconds(day) + TimeUnit.MINUTES.toSeconds(minute) + second;
        AttributedCharacterIterator characters =
                format.formatToCharacterIterator(new Date(TimeUnit.SECONDS.toMillis(seconds)));
        StringBuilder text = new StringBuilder();
        List<Field> tags = new ArrayList<>();
        for (char at = characters.first(); at != CharacterIterator.DONE; at = characters.next()) {
            text.append(at);
            tags.add(Field.of(characters.getAttributes().keySet()));
        }
        return new Example(text.toString(), tags);
    }

    private int draw(int bound, int parts) {
        int number;
        do {
            number = random.nextInt(bound);
        } while ((number % parts == 0) != test);
        return number;
    }
}
