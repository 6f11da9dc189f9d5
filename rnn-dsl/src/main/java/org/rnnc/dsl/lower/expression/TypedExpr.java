// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.expression;

import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Expr.Operator;
import org.rnnc.dsl.syntax.SourceSpan;

/** An expression of which only the type is known: for hints, which join what was written by the operators that fit. */
record TypedExpr(Expr expr, Type type) {
    /** The product of the kind that takes these two; null if there is none. */
    @Nullable
    TypedExpr times(TypedExpr right) {
        if (type instanceof Type.Matrix matrix) {
            boolean fits = right.type instanceof Type.Vector vector
                            && vector.size().equals(matrix.columns())
                    || right.type instanceof Type.Token token && token.count().equals(matrix.columns());
            return fits ? join(Operator.MULTIPLY, right, new Type.Vector(matrix.rows())) : null;
        }
        if (!type.isNumeric() || !right.type.isNumeric()) {
            return null;
        }
        if (type == Type.SCALAR || right.type == Type.SCALAR) {
            return join(Operator.MULTIPLY, right, type == Type.SCALAR ? right.type : type);
        }
        return type.equals(right.type) ? join(Operator.HADAMARD, right, type) : null;
    }

    /** The same for quotients. */
    @Nullable
    TypedExpr over(TypedExpr right) {
        if (!type.isNumeric() || !right.type.isNumeric()) {
            return null;
        }
        if (right.type == Type.SCALAR) {
            return join(Operator.DIVIDE, right, type);
        }
        return type == Type.SCALAR || type.equals(right.type)
                ? join(Operator.HADAMARD_DIVIDE, right, right.type)
                : null;
    }

    private TypedExpr join(Operator operator, TypedExpr right, Type result) {
        SourceSpan span = expr.span();
        return new TypedExpr(new Expr.Binary(operator, expr, right.expr, span, span), result);
    }

    /** Joins by the operators that fit, whichever were written. */
    static final ChainFold.Joining<TypedExpr> FITTING = new ChainFold.Joining<>() {
        @Override
        public Type type(TypedExpr operand) {
            return operand.type();
        }

        @Override
        public @Nullable TypedExpr join(Operator operator, TypedExpr left, TypedExpr right) {
            return operator == Operator.DIVIDE ? left.over(right) : left.times(right);
        }
    };
}
