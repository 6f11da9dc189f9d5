// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

/** Functions of two numbers, applied to each element; an operand of size one spreads. */
public enum BinaryFunction {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    MINIMUM,
    MAXIMUM,
    /** {@code x == 0 ? 0 : y}: y where x is not zero. What x leaves out may be anything, infinite too. */
    UNLESS_ZERO;

    /** The value for two numbers. */
    public double of(double x, double y) {
        return switch (this) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> x / y;
            case MINIMUM -> Math.min(x, y);
            case MAXIMUM -> Math.max(x, y);
            case UNLESS_ZERO -> x == 0 ? 0 : y;
        };
    }
}
