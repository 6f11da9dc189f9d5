// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.row;

import com.palantir.javapoet.CodeBlock;
import java.util.List;
import java.util.Locale;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.Cases;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.UnaryFunction;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.kernel.row.Formula.Binds;

/** How Java writes an operation on one element, by what stands for its operands. */
final class ElementFunctions {
    private static final CodeBlock FMA = ofMath("fma");

    private final ScalarType numbers;
    private final Formula zero;
    private final Formula one;

    ElementFunctions(ScalarType numbers) {
        this.numbers = numbers;
        this.zero = Formula.literal(numbers, 0);
        this.one = Formula.literal(numbers, 1);
    }

    Formula apply(Op.Elementwise op, List<Formula> operands) {
        return op.match(new Applied(operands));
    }

    /** Whether operands should be no more than variables: a loop in which something is computed on a condition stays scalar. */
    boolean wantsVariables(Op op) {
        return op instanceof Op.Binary binary && binary.function() == BinaryFunction.UNLESS_ZERO
                || op instanceof Op.Unary unary && unary.function() == UnaryFunction.POSITIVE;
    }

    private final class Applied implements Cases.Elementwise<Formula> {
        private final List<Formula> operands;

        Applied(List<Formula> operands) {
            this.operands = operands;
        }

        @Override
        public Formula unary(Op.Unary op) {
            return apply(op.function(), operands.get(0));
        }

        @Override
        public Formula binary(Op.Binary op) {
            return apply(op.function(), operands.get(0), operands.get(1));
        }

        @Override
        public Formula multiplyAdd(Op.MultiplyAdd op) {
            Formula a = operands.get(0);
            return Formula.call(FMA, op.negated() ? a.negated() : a, operands.get(1), operands.get(2));
        }

        /** The loop does it. */
        @Override
        public Formula broadcast(Op.Broadcast op) {
            return operands.get(0);
        }
    }

    private Formula apply(UnaryFunction function, Formula x) {
        return switch (function) {
            case NEGATE -> x.negated();
            case RELU -> Formula.call(ofMath("max"), x, zero);
            case BELOW_ZERO -> Formula.call(ofMath("min"), x, zero);
            case SQRT -> {
                Formula root = Formula.call(ofMath("sqrt"), x);
                yield numbers == ScalarType.FLOAT ? root.cast(numbers.type()) : root;
            }
            case ABS -> Formula.call(ofMath("abs"), x);
            case SIGN -> Formula.call(ofMath("signum"), x);
            case POSITIVE -> conditional(x, ">", one, zero);
            case TANH, SIGMOID, EXP, EXPM1, LOG, SOFTPLUS, ERF ->
                Formula.call(
                        CodeBlock.of("$T.$L", numbers.math(), function.name().toLowerCase(Locale.ROOT)), x);
        };
    }

    private Formula apply(BinaryFunction function, Formula a, Formula b) {
        return switch (function) {
            case ADD -> Formula.sum(a, b);
            case SUBTRACT -> Formula.difference(a, b);
            case MULTIPLY -> Formula.of(a, "*", b, Binds.PRODUCT);
            case DIVIDE -> Formula.of(a, "/", b, Binds.PRODUCT);
            case MINIMUM -> Formula.call(ofMath("min"), a, b);
            case MAXIMUM -> Formula.call(ofMath("max"), a, b);
            case UNLESS_ZERO -> conditional(a, "==", zero, b);
        };
    }

    /** {@code x > 0 ? yes : no}. */
    private Formula conditional(Formula x, String relation, Formula yes, Formula no) {
        CodeBlock code = CodeBlock.of(
                "$L $L $L ? $L : $L", x.within(Binds.SUM), relation, zero.code(), yes.code(), no.within(Binds.SUM));
        return new Formula(code, Binds.CONDITIONAL, x.length() + yes.length() + no.length() + 14);
    }

    private static CodeBlock ofMath(String method) {
        return CodeBlock.of("$T.$L", Math.class, method);
    }
}
