// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.expression;

import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SpecPrinter;

/**
 * The repair for a vector of one number, such as a read-out of size 1, where a number is meant: a number goes with
 * vectors of any size, a vector of one does not.
 */
final class SingleElementVector {
    private SingleElementVector() {}

    /** Whether {@code type} is a vector of one number, and {@code other} a longer one. */
    static boolean is(Type type, Type other) {
        return type instanceof Type.Vector vector
                && vector.size().value() == 1
                && other instanceof Type.Vector
                && !other.equals(type);
    }

    /** The number in a vector of one. */
    static Expr of(Expr vector) {
        return new Expr.Call(
                new Name("sum", vector.span()),
                List.of(new Expr.Argument(Optional.empty(), vector, vector.span())),
                vector.span());
    }

    static String hint(Expr vector) {
        return SpecPrinter.print(of(vector)) + " is the number in a vector of one";
    }

    /** What to try, where {@code repaired} has {@link #of} {@code vector} in its place. */
    static String hint(Expr vector, Expr repaired) {
        return hint(vector) + ": " + SpecPrinter.print(repaired);
    }
}
