// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.expression;

/** How many there are of something: a number that is known now, or one that is known when the code runs. */
public sealed interface Count extends Expression {
    Count ONE = of(1);

    static Count of(int value) {
        return new Literal(value);
    }

    static Count of(String variable) {
        return new Named(variable);
    }

    /** What {@code sequences} answers to {@code method}. */
    static Count asked(FieldRef sequences, String method) {
        return new Asked(sequences, method);
    }

    default boolean isOne() {
        return equals(ONE);
    }

    default Count times(Count other) {
        return this instanceof Literal a && other instanceof Literal b
                ? of(Math.multiplyExact(a.value(), b.value()))
                : new Product(this, other);
    }

    /** The same where somebody else, here {@code other}, is to be asked. */
    default Count askedOf(Variable other) {
        return this;
    }

    record Literal(int value) implements Count {
        @Override
        public String toString() {
            return Integer.toString(value);
        }
    }

    record Named(String variable) implements Count {
        @Override
        public String toString() {
            return variable;
        }
    }

    record Asked(Expression whom, String method) implements Count {
        @Override
        public Count askedOf(Variable other) {
            return new Asked(other, method);
        }

        @Override
        public String toString() {
            return whom + "." + method + "()";
        }
    }

    record Product(Count a, Count b) implements Count {
        @Override
        public String toString() {
            return a + " * " + b;
        }
    }
}
