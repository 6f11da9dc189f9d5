// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.expression;

/** An element of an array, which may be an array itself. */
public record Element(Expression array, Index index) implements Expression {
    /** An element of a local or a parameter. */
    public static Element of(String array, Index index) {
        return new Element(new Variable(array), index);
    }

    /** An element of this one, which is an array. */
    public Element at(Index next) {
        return new Element(this, next);
    }

    @Override
    public String toString() {
        return array + "[" + index + "]";
    }
}
