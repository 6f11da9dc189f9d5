// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.naming;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.rnnc.dsl.graph.Cases;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.UnaryFunction;

/** How the language writes an element-wise operation, by what stands for its operands. */
final class Notation implements Cases.Elementwise<Notation.Text> {
    /** From the loosest to the closest. */
    private enum Binds {
        SUM,
        PRODUCT,
        SIGN,
        CALL
    }

    /** An expression, and how closely its outermost operator binds. */
    record Text(String text, Binds binds) {
        static Text of(String text) {
            return new Text(text, text.startsWith("-") ? Binds.SIGN : Binds.CALL);
        }

        private String within(Binds outer) {
            return binds.compareTo(outer) < 0 ? "(" + text + ")" : text;
        }

        private String beyond(Binds outer) {
            return binds.compareTo(outer) <= 0 ? "(" + text + ")" : text;
        }
    }

    private final Node node;
    private final List<Text> operands;

    private Notation(Node node, Function<Node, Text> operand) {
        this.node = node;
        this.operands = node.inputs().stream().map(operand).toList();
    }

    static Text of(Node node, Function<Node, Text> operand) {
        return ((Op.Elementwise) node.op()).match(new Notation(node, operand));
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Float.toString((float) value);
    }

    @Override
    public Text unary(Op.Unary op) {
        Text x = operands.get(0);
        return switch (op.function()) {
            case NEGATE -> new Text("-" + x.beyond(Binds.SIGN), Binds.SIGN);
            case BELOW_ZERO -> Text.of("min(" + x.text() + ", 0)");
            case POSITIVE -> Text.of("isPositive(" + x.text() + ")");
            case RELU, SQRT, ABS, SIGN, TANH, SIGMOID, EXP, EXPM1, LOG, SOFTPLUS, ERF ->
                Text.of(word(op.function()) + "(" + x.text() + ")");
        };
    }

    private static String word(UnaryFunction function) {
        return function.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Text binary(Op.Binary op) {
        Text a = operands.get(0);
        Text b = operands.get(1);
        return switch (op.function()) {
            case ADD -> between(a, "+", b, Binds.SUM);
            case SUBTRACT -> between(a, "-", b, Binds.SUM);
            case MULTIPLY -> between(a, times(0, 1), b, Binds.PRODUCT);
            case DIVIDE -> between(a, node.input(1).shape().elements() == 1 ? "/" : "./", b, Binds.PRODUCT);
            case MINIMUM -> Text.of("min(" + a.text() + ", " + b.text() + ")");
            case MAXIMUM -> Text.of("max(" + a.text() + ", " + b.text() + ")");
            case UNLESS_ZERO -> Text.of("unlessZero(" + a.text() + ", " + b.text() + ")");
        };
    }

    private static Text between(Text a, String operator, Text b, Binds binds) {
        return new Text(a.within(binds) + " " + operator + " " + b.beyond(binds), binds);
    }

    /** The sign for a product: of vectors, or with a number. */
    private String times(int a, int b) {
        boolean vectors =
                node.input(a).shape().elements() > 1 && node.input(b).shape().elements() > 1;
        return vectors ? ".*" : "*";
    }

    @Override
    public Text multiplyAdd(Op.MultiplyAdd op) {
        Text product = between(operands.get(0), times(0, 1), operands.get(1), Binds.PRODUCT);
        return between(operands.get(2), op.negated() ? "-" : "+", product, Binds.SUM);
    }

    @Override
    public Text broadcast(Op.Broadcast op) {
        return operands.get(0);
    }
}
