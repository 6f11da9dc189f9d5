// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve.type;

import java.util.List;

/** A function with its options chosen, as a cell is handed it: {@code elu(alpha = 0.5)}. */
public record FunctionUse(BuiltInFunction function, List<Double> options) {
    public FunctionUse {
        options = List.copyOf(options);
    }

    /** With the default options. */
    public FunctionUse(BuiltInFunction function) {
        this(
                function,
                function.options().stream().map(FunctionOption::defaultValue).toList());
    }

    /** As it is written: {@code tanh}. */
    public String name() {
        return function.word();
    }
}
