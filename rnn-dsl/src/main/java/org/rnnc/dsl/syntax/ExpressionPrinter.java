// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.syntax;

import java.util.stream.Collectors;
import org.rnnc.dsl.syntax.Expr.Operator;

/** Prints an expression with no more parentheses than it needs. */
final class ExpressionPrinter {
    // How strongly an operator binds.
    private static final int FLOW = 0;
    private static final int SUM = 1;
    private static final int ELEMENTWISE = 2;
    private static final int PRODUCT = 3;
    private static final int SIGN = 4;
    private static final int VALUE = 5;

    private ExpressionPrinter() {}

    static String print(Expr expression) {
        return print(expression, FLOW);
    }

    /** With each product and quotient within another one in parentheses, needed or not. */
    static String printApart(Expr expression) {
        return expression instanceof Expr.Binary binary && strength(binary) > SUM
                ? apart(binary.left()) + " " + binary.operator().sign() + " " + apart(binary.right())
                : print(expression);
    }

    private static String apart(Expr operand) {
        return strength(operand) < SIGN ? "(" + printApart(operand) + ")" : print(operand, SIGN);
    }

    /** In parentheses, unless it binds at least as strongly as its place asks for. */
    private static String print(Expr expression, int place) {
        String text = plain(expression);
        return strength(expression) < place ? "(" + text + ")" : text;
    }

    private static String plain(Expr expression) {
        if (expression instanceof Expr.Number number) {
            return number.text();
        } else if (expression instanceof Expr.Reference reference) {
            return reference.name().text();
        } else if (expression instanceof Expr.Member member) {
            return member.path().text();
        } else if (expression instanceof Expr.Indexed indexed) {
            return indexed.name() + "[" + index(indexed.index()) + "]";
        } else if (expression instanceof Expr.Slice slice) {
            return slice.name() + "[" + print(slice.from(), SUM) + ".." + print(slice.to(), SUM) + "]";
        } else if (expression instanceof Expr.Negation negation) {
            return "-" + print(negation.operand(), SIGN);
        } else if (expression instanceof Expr.Binary binary) {
            return binary(binary);
        } else if (expression instanceof Expr.Call call) {
            return call(call);
        } else if (expression instanceof Expr.Repetition repetition) {
            return print(repetition.body()) + " for " + repetition.index() + " in " + print(repetition.from(), SUM)
                    + ".." + print(repetition.to(), SUM);
        }
        return pipe((Expr.Pipe) expression);
    }

    private static String binary(Expr.Binary binary) {
        int strength = strength(binary.operator());
        // Right of ./ even what binds more tightly: without them, x ./ a * b is refused as open to doubt.
        int right = binary.operator() == Operator.HADAMARD_DIVIDE ? SIGN : strength + 1;
        return print(binary.left(), strength) + " " + binary.operator().sign() + " " + print(binary.right(), right);
    }

    private static String call(Expr.Call call) {
        return call.function()
                + call.arguments().stream()
                        .map(ExpressionPrinter::argument)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String argument(Expr.Argument argument) {
        return argument.name().map(name -> name + " = ").orElse("") + print(argument.value());
    }

    private static String pipe(Expr.Pipe pipe) {
        String layer = pipe.layer().map(name -> " as " + name).orElse("");
        return print(pipe.input(), FLOW) + " |> " + plain(pipe.stage()) + layer;
    }

    private static String index(Expr.Index index) {
        return switch (index.place()) {
            case LEFT -> "left";
            case RIGHT -> "right";
            case CHILD -> "child";
            case TIME ->
                "t" + index.back().map(back -> "-" + print(back, VALUE)).orElse("");
        };
    }

    private static int strength(Expr expression) {
        if (expression instanceof Expr.Pipe) {
            return FLOW;
        } else if (expression instanceof Expr.Binary binary) {
            return strength(binary.operator());
        }
        return expression instanceof Expr.Negation ? SIGN : VALUE;
    }

    private static int strength(Operator operator) {
        return switch (operator) {
            case ADD, SUBTRACT -> SUM;
            case HADAMARD, HADAMARD_DIVIDE -> ELEMENTWISE;
            case MULTIPLY, DIVIDE -> PRODUCT;
        };
    }
}
