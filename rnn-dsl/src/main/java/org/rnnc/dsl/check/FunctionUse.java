// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.List;

/** A function with its options chosen, as a cell is handed it: {@code elu(alpha = 0.5)}. */
record FunctionUse(FunctionDef function, List<Double> options) {
    FunctionUse {
        options = List.copyOf(options);
    }

    /** With the default options. */
    FunctionUse(FunctionDef function) {
        this(
                function,
                function.options().stream()
                        .map(FunctionDef.Option::defaultValue)
                        .toList());
    }

    /** As it is written: {@code tanh}. */
    String name() {
        return function.name();
    }
}
