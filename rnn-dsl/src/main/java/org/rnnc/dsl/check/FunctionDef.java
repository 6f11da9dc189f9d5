// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.List;

/**
 * A function of the language.
 *
 * @param fewest operands at least
 * @param most operands at most
 * @param options numbers, given by name
 * @param activation whether it gives a value of its operand's shape, so that a cell can be handed it
 */
record FunctionDef(String name, int fewest, int most, List<Option> options, boolean activation, Body body) {
    /**
     * A number, or a word, which stands for its place among those there are.
     *
     * @param range reads and checks it
     * @param defaultValue NaN where it must be given, by name or by position
     */
    record Option(String name, Numbers.Range range, double defaultValue) {
        /** A share, from 0 to below 1, that must be given. */
        static Option rate(String name) {
            return new Option(name, Numbers::rate, Double.NaN);
        }

        /** The first word is the default. */
        static Option word(String name, String... words) {
            return new Option(name, (numbers, expr, option) -> numbers.word(expr, option, List.of(words)), 0);
        }

        boolean isRequired() {
            return Double.isNaN(defaultValue);
        }
    }

    /** Computes the result; {@link Value#POISON} after it has reported why there is none. */
    interface Body {
        Value apply(Application call);
    }
}
