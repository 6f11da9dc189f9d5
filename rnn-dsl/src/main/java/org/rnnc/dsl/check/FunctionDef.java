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
     * A number, or one of several words, which stands for its place among them.
     *
     * @param defaultValue NaN where it must be given, by name or by position
     * @param words empty for a number
     * @param isRate whether it is a share, from 0 to below 1
     */
    record Option(String name, double defaultValue, List<String> words, boolean isRate) {
        Option(String name, double defaultValue) {
            this(name, defaultValue, List.of(), false);
        }

        static Option rate(String name) {
            return new Option(name, Double.NaN, List.of(), true);
        }

        /** The first word is the default. */
        static Option word(String name, String... words) {
            return new Option(name, 0, List.of(words), false);
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
