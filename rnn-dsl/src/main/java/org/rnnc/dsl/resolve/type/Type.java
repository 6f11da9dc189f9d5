// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve.type;

import org.rnnc.dsl.graph.Shape;

/** What a value is in a check; the Graph no longer tells a number from a vector of one. */
public sealed interface Type {
    record Scalar() implements Type {
        @Override
        public String toString() {
            return "a number";
        }
    }

    record Vector(Dim size) implements Type {
        @Override
        public String toString() {
            return "vector<" + size + ">";
        }
    }

    record Matrix(Dim rows, Dim columns) implements Type {
        @Override
        public String toString() {
            return "matrix<" + rows + ", " + columns + ">";
        }
    }

    record Token(Dim count) implements Type {
        @Override
        public String toString() {
            return "token<" + count + ">";
        }
    }

    Type SCALAR = new Scalar();

    default Shape shape() {
        if (this instanceof Vector vector) {
            return new Shape.Vector(vector.size().value());
        }
        if (this instanceof Matrix matrix) {
            return new Shape.Matrix(matrix.rows().value(), matrix.columns().value());
        }
        return this instanceof Token token ? new Shape.Token(token.count().value()) : new Shape.Vector(1);
    }

    /** The length of a vector, or 1. */
    default int length() {
        return this instanceof Vector vector ? vector.size().value() : 1;
    }

    default boolean isNumeric() {
        return this instanceof Scalar || this instanceof Vector;
    }
}
