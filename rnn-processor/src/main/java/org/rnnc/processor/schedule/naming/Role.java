// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.naming;

import org.rnnc.dsl.graph.Cases;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;

/** A word for what an operand is in an equation: a term, a factor, a divisor. */
final class Role implements Op.Visitor<String>, Cases.Elementwise<String> {
    private final int index;
    private final Node operand;

    private Role(Node user, Node operand) {
        this.index = user.inputs().indexOf(operand);
        this.operand = operand;
    }

    static String of(Node user, Node operand) {
        return user.op().accept(new Role(user, operand));
    }

    @Override
    public String source(Op.Source op) {
        throw new IllegalArgumentException("nothing goes into " + op);
    }

    @Override
    public String scalar(Op.Scalar op) {
        throw new IllegalArgumentException("nothing goes into " + op);
    }

    @Override
    public String product(Op.MatrixProduct op) {
        return index == 0 ? "matrix" : index == 1 ? "operand" : "start";
    }

    @Override
    public String gradient(Op.MatrixGradient op) {
        return index == 2 ? "start" : "operand";
    }

    @Override
    public String elementwise(Op.Elementwise op) {
        return op.match(this);
    }

    @Override
    public String unary(Op.Unary op) {
        return "argument";
    }

    @Override
    public String binary(Op.Binary op) {
        return switch (op.function()) {
            case ADD, SUBTRACT -> "term";
            case MULTIPLY -> factor();
            case DIVIDE -> index == 0 ? "numerator" : "divisor";
            case MINIMUM, MAXIMUM -> "candidate";
            case UNLESS_ZERO -> index == 0 ? "condition" : "value";
        };
    }

    @Override
    public String multiplyAdd(Op.MultiplyAdd op) {
        return index == 2 ? "term" : factor();
    }

    private String factor() {
        return operand.isVector() && operand.size() == 1 ? "scale" : "factor";
    }

    @Override
    public String broadcast(Op.Broadcast op) {
        return "value";
    }

    @Override
    public String ofLogits(Op.OfLogits op) {
        return "logits";
    }

    @Override
    public String reduction(Op.Reduction op) {
        return "elements";
    }

    @Override
    public String assembly(Op.Assembly op) {
        return "part";
    }

    @Override
    public String view(Op.View op) {
        return "whole";
    }

    @Override
    public String overSteps(Op.OverSteps op) {
        return "per step";
    }
}
