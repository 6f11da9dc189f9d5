// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve.type;

import java.util.List;

/**
 * An option of a function: a number, or a word, which stands for its place among those there are.
 *
 * @param defaultValue NaN where it must be given, by name or by position
 * @param words those there are, for {@link Range#WORD}
 */
public record FunctionOption(String name, Range range, double defaultValue, List<String> words) {
    public enum Range {
        POSITIVE,
        NOT_NEGATIVE,
        /** A share, from 0 to below 1. */
        RATE,
        WORD,
        /** An axis of the model, which stands for its place among those there are. */
        AXIS
    }

    static FunctionOption positive(String name, double defaultValue) {
        return new FunctionOption(name, Range.POSITIVE, defaultValue, List.of());
    }

    static FunctionOption notNegative(String name, double defaultValue) {
        return new FunctionOption(name, Range.NOT_NEGATIVE, defaultValue, List.of());
    }

    /** A share that must be given. */
    static FunctionOption rate(String name) {
        return new FunctionOption(name, Range.RATE, Double.NaN, List.of());
    }

    /** The first word is the default. */
    static FunctionOption word(String name, String... words) {
        return new FunctionOption(name, Range.WORD, 0, List.of(words));
    }

    /** An axis; -1 where none is given. */
    static FunctionOption axis(String name) {
        return new FunctionOption(name, Range.AXIS, -1, List.of());
    }

    public boolean isRequired() {
        return Double.isNaN(defaultValue);
    }
}
