// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Parameter;

/**
 * Whether the sequences of a batch have nothing to do with each other, but for parameters that a loss also has by
 * themselves.
 */
final class Separation {
    private final Graph graph;
    private final Set<String> penalized = new HashSet<>();
    private final boolean apart;

    Separation(Graph graph) {
        this.graph = graph;
        apart = isSum(graph.loss().orElseThrow());
    }

    /** Not where a loss divides by the number of steps, which is that of all sequences. */
    boolean isApart() {
        return apart;
    }

    /** Whether the gradient of a tensor is the sum of those that each sequence has alone: a penalty counts only once. */
    boolean isSum(String tensor) {
        return apart && !penalized.contains(tensor);
    }

    /** Whether it is a sum, with constant weights, of what each sequence or a parameter has by itself. */
    private boolean isSum(Node loss) {
        if (loss.op() instanceof Op.SumAll || isPenalty(loss)) {
            return true;
        }
        if (loss.op() instanceof Op.Binary binary) {
            return switch (binary.function()) {
                case ADD, SUBTRACT -> isSum(loss.input(0)) && isSum(loss.input(1));
                case MULTIPLY, DIVIDE ->
                    isSum(loss.input(0)) && isConstant(loss.input(1))
                            || binary.function() == BinaryFunction.MULTIPLY
                                    && isSum(loss.input(1))
                                    && isConstant(loss.input(0));
                default -> false;
            };
        }
        return loss.op() instanceof Op.MultiplyAdd
                && isSum(loss.input(2))
                && (isSum(loss.input(0)) && isConstant(loss.input(1))
                        || isSum(loss.input(1)) && isConstant(loss.input(0)));
    }

    /** Made of parameters alone, which are noted. */
    private boolean isPenalty(Node loss) {
        Set<Node> seen = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(Set.of(loss));
        Set<String> tensors = new HashSet<>();
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (!node.domain().isOnce() || node.op() instanceof Op.StepCount) {
                return false;
            }
            if (node.op() instanceof Op.Parameter source) {
                Parameter parameter = graph.parameters().get(source.index());
                tensors.add(parameter.tensorName());
            }
            if (seen.add(node)) {
                open.addAll(node.inputs());
            }
        }
        penalized.addAll(tensors);
        return true;
    }

    private static boolean isConstant(Node node) {
        return node.op() instanceof Op.Constant || node.op() instanceof Op.Unary && isConstant(node.input(0));
    }
}
