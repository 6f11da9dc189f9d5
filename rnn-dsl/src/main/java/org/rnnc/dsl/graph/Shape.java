// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

/** The shape of one datum of a node: what it holds for one step of one sequence, or once. */
public sealed interface Shape {
    /** Numbers in a row; a scalar is a vector of one, and spreads over a longer one. */
    record Vector(int size) implements Shape {
        @Override
        public String toString() {
            return "[" + size + "]";
        }
    }

    record Matrix(int rows, int columns) implements Shape {
        @Override
        public String toString() {
            return "[" + rows + "][" + columns + "]";
        }
    }

    /** One of {@code count} symbols. */
    record Token(int count) implements Shape {
        @Override
        public String toString() {
            return "token<" + count + ">";
        }
    }

    /** How many numbers this holds. */
    default long elements() {
        if (this instanceof Vector vector) {
            return vector.size();
        }
        return this instanceof Matrix matrix ? (long) matrix.rows() * matrix.columns() : 1;
    }
}
