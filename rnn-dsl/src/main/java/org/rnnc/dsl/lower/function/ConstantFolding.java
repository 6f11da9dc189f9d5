// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.function;

import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.UnaryFunction;

/** Functions of constants, computed now. */
final class ConstantFolding {
    private ConstantFolding() {}

    static Node unary(GraphBuilder graph, UnaryFunction function, Node operand) {
        return operand.op() instanceof Op.Constant constant
                ? graph.constant(compute(function, constant.value()))
                : graph.unary(function, operand);
    }

    /** {@code x (1 + 2u/3 (1 + 2u/5 (...))) e^-u 2 / sqrt(pi)} in {@code u = x^2}: no term is negative. */
    private static double erf(double x) {
        double u = x * x;
        if (u > 36) {
            return Math.signum(x);
        }
        double sum = 1;
        for (int i = 150; i >= 1; i--) {
            sum = 1 + 2 * u / (2 * i + 1) * sum;
        }
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-u) * x * sum;
    }

    private static double compute(UnaryFunction function, double x) {
        return switch (function) {
            case NEGATE -> -x;
            case TANH -> StrictMath.tanh(x);
            case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
            case RELU -> Math.max(0, x);
            case BELOW_ZERO -> Math.min(0, x);
            case ERF -> erf(x);
            case EXP -> StrictMath.exp(x);
            case EXPM1 -> StrictMath.expm1(x);
            case LOG -> StrictMath.log(x);
            case SQRT -> Math.sqrt(x);
            case ABS -> Math.abs(x);
            case SOFTPLUS -> Math.max(0, x) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
            case SIGN -> Math.signum(x);
            case POSITIVE -> x > 0 ? 1 : 0;
        };
    }
}
