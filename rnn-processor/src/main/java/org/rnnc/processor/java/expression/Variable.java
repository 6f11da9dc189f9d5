// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.expression;

/** A local or a parameter. */
public record Variable(String name) implements Expression {
    @Override
    public String toString() {
        return name;
    }
}
