// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.tagging;

import java.text.AttributedCharacterIterator.Attribute;
import java.text.DateFormat;
import java.util.Set;

/** What a character of a date or time belongs to: its tag. */
enum Field {
    NONE('.'),
    ERA('e', DateFormat.Field.ERA),
    YEAR('y', DateFormat.Field.YEAR),
    MONTH('M', DateFormat.Field.MONTH),
    DAY('d', DateFormat.Field.DAY_OF_MONTH),
    WEEKDAY('w', DateFormat.Field.DAY_OF_WEEK),
    HOUR(
            'h',
            DateFormat.Field.HOUR0,
            DateFormat.Field.HOUR1,
            DateFormat.Field.HOUR_OF_DAY0,
            DateFormat.Field.HOUR_OF_DAY1),
    MINUTE('m', DateFormat.Field.MINUTE),
    SECOND('s', DateFormat.Field.SECOND),
    HALF('a', DateFormat.Field.AM_PM);

    private final char sign;
    private final Set<DateFormat.Field> fields;

    Field(char sign, DateFormat.Field... fields) {
        this.sign = sign;
        this.fields = Set.of(fields);
    }

    /** A letter for it. */
    char sign() {
        return sign;
    }

    /** The tag of a character to which a format gave these attributes. */
    static Field of(Set<Attribute> attributes) {
        for (Field field : values()) {
            if (attributes.stream().anyMatch(field.fields::contains)) {
                return field;
            }
        }
        return NONE;
    }
}
