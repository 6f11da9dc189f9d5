// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

/** Functions of two numbers, applied to each element; an operand of size one spreads. */
public enum BinaryFunction {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    MINIMUM,
    MAXIMUM
}
