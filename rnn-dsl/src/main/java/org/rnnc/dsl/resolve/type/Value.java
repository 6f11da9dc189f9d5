// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve.type;

import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.graph.Node;

/** What an expression stands for. */
public sealed interface Value {
    /** Something computed when the model runs. */
    record Tensor(Type type, Node node) implements Value {}

    /** A parameter that does not exist ({@code if bias} with bias false), or what follows from it: zero. */
    record Absent(Type type) implements Value {}

    /** A number known now; a size is one. */
    public record Constant(double value, String text) implements Value {
        public Constant(double value) {
            this(
                    value,
                    value == Math.rint(value) && Math.abs(value) < 1e15
                            ? Long.toString((long) value)
                            : Double.toString(value));
        }
    }

    record Bool(boolean value) implements Value {}

    /** A function handed to a cell. */
    record Activation(FunctionUse use) implements Value {}

    /** In error, and reported; whatever is made of it is poison too, and silent. */
    record Poison() implements Value {}

    Value POISON = new Poison();

    /** The type of a value that can be computed with; null for the others. */
    static @Nullable Type typeOf(Value value) {
        if (value instanceof Tensor tensor) {
            return tensor.type();
        }
        if (value instanceof Absent absent) {
            return absent.type();
        }
        return value instanceof Constant ? Type.SCALAR : null;
    }

    /** How messages call the value. */
    static String describe(Value value) {
        Type type = typeOf(value);
        if (type != null) {
            return type.toString();
        }
        return value instanceof Bool ? "true or false" : value instanceof Activation ? "a function" : "nothing";
    }
}
