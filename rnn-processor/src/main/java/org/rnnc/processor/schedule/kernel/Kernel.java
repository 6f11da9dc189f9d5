// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.kernel;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.ParallelAxis;
import org.rnnc.processor.schedule.pack.Pack;

/** A piece of work that is done for a range of rows by one generated method. */
public sealed interface Kernel {
    /** The nodes it computes. */
    List<Node> nodes();

    /** What it reads from elsewhere. */
    default List<Node> inputs() {
        Set<Node> inputs = new LinkedHashSet<>();
        for (Node node : nodes()) {
            inputs.addAll(node.inputs());
        }
        nodes().forEach(inputs::remove);
        return new ArrayList<>(inputs);
    }

    /**
     * Along which axes the work may be split: among the steps or the sequences, which are its rows, or among the elements
     * of its results. No sum is split along any of them, so that the bits stay the same.
     */
    default Set<ParallelAxis> parallelAxes() {
        Set<ParallelAxis> axes = EnumSet.allOf(ParallelAxis.class);
        nodes().forEach(node -> axes.retainAll(node.op().traits().axes()));
        return axes;
    }

    /** What it does, in a line; values by their number in the graph and their name. */
    String explain(Labels labels);

    /** Products (or look-ups) of one operand with matrices that lie side by side in one pack. */
    record Products(Pack pack, Node operand, List<Node> nodes) implements Kernel {
        public Products {
            nodes = List.copyOf(nodes);
        }

        public boolean isLookup() {
            return nodes.get(0).op() instanceof Op.Lookup;
        }

        @Override
        public String explain(Labels labels) {
            String what = isLookup() ? "look-up of " : "product with ";
            return what + labels.numbered(operand) + matrices(labels, nodes, " | ") + labels.numbered(nodes);
        }
    }

    private static String matrices(Labels labels, List<Node> nodes, String between) {
        return nodes.stream()
                .map(node -> labels.of(node.input(0)))
                .collect(Collectors.joining(between, " in (", "): "));
    }

    /**
     * Products with transposed matrices of one pack, each of which begins where the one before ends: one chain over all
     * their operands. Only the last is stored.
     */
    record Chain(Pack pack, List<Node> nodes) implements Kernel {
        public Chain {
            nodes = List.copyOf(nodes);
        }

        public Node result() {
            return nodes.get(nodes.size() - 1);
        }

        /** Whether its sums are those of blocks, see {@link Op.Product}. */
        public boolean isBlocked() {
            return result().op() instanceof Op.Product product && product.blocked();
        }

        @Override
        public String explain(Labels labels) {
            List<Node> operands = nodes.stream().map(node -> node.input(1)).toList();
            return "transposed product with " + labels.numbered(operands) + matrices(labels, nodes, " + ")
                    + labels.numbered(nodes) + (nodes.size() == 1 ? "" : "; keeps " + labels.numbered(result()));
        }
    }

    /** Gradients of matrices that lie side by side in one pack and were multiplied with the same operand. */
    record Gradients(Pack pack, Node operand, List<Node> nodes) implements Kernel {
        public Gradients {
            nodes = List.copyOf(nodes);
        }

        public boolean isScatter() {
            return nodes.get(0).op() instanceof Op.Scatter;
        }

        /** What the sums go over: {@code " over all steps"}. */
        public String over() {
            return operand.domain().tokens().isPresent() ? " over all tokens" : " over all steps";
        }

        @Override
        public String explain(Labels labels) {
            return (isScatter() ? "scattered sums" : "outer products summed") + over() + ", by "
                    + labels.numbered(operand) + ": " + labels.numbered(nodes);
        }
    }

    /** Element-wise work on vectors of one length, in one pass; only {@code outputs} are stored. */
    record Elementwise(int size, List<Node> nodes, List<Node> outputs) implements Kernel {
        public Elementwise {
            nodes = List.copyOf(nodes);
            outputs = List.copyOf(outputs);
        }

        @Override
        public String explain(Labels labels) {
            return "one pass over [" + size + "]: " + labels.numbered(nodes)
                    + (outputs.equals(nodes) ? "" : "; keeps " + labels.numbered(outputs));
        }
    }

    /** Softmax, its logarithms and cross-entropies of the same logits: the powers of e that they are made of are computed once. */
    record Softmax(List<Node> nodes) implements Kernel {
        public Softmax {
            nodes = List.copyOf(nodes);
        }

        /** Whether {@code node} is computed by such a kernel. */
        static boolean computes(Node node) {
            return KernelKind.of(node.op()) == KernelKind.SOFTMAX;
        }

        public Node logits() {
            return nodes.get(0).input(0);
        }

        /** The probabilities, if they are wanted. */
        public Optional<Node> probabilities() {
            return all(Op.Softmax.class).findFirst();
        }

        /** The logarithms of the probabilities, if they are wanted. */
        public Optional<Node> logarithms() {
            return all(Op.LogSoftmax.class).findFirst();
        }

        public List<Node> losses() {
            return all(Op.CrossEntropy.class).toList();
        }

        private Stream<Node> all(Class<? extends Op.OfLogits> kind) {
            return nodes.stream().filter(node -> kind.isInstance(node.op()));
        }

        @Override
        public String explain(Labels labels) {
            String what =
                    nodes.stream().map(node -> Labels.operation(node.op())).collect(Collectors.joining(" and "));
            return what + " of " + labels.numbered(inputs()) + ": " + labels.numbered(nodes);
        }
    }

    /** A single operation on whole vectors: sums, concatenation. */
    record Standalone(Node node) implements Kernel {
        @Override
        public List<Node> nodes() {
            return List.of(node);
        }

        @Override
        public String explain(Labels labels) {
            String operands = node.inputs().isEmpty() ? "" : " of " + labels.numbered(node.inputs());
            return Labels.operation(node.op()) + operands + ": " + labels.numbered(node);
        }
    }
}
