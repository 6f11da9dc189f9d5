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
    /** A number in {@code range}. */
    record Option(String name, Numbers.Range range, double defaultValue) {}

    /** Computes the result; {@link Value#POISON} after it has reported why there is none. */
    interface Body {
        Value apply(Application call);
    }
}
