// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;

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

    /** Products (or look-ups) of one operand with matrices that lie side by side in one pack. */
    record Products(Pack pack, Node operand, List<Node> nodes) implements Kernel {
        public Products {
            nodes = List.copyOf(nodes);
        }

        public boolean isLookup() {
            return nodes.get(0).op() instanceof Op.Lookup;
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
    }

    /** Element-wise work on vectors of one length, in one pass; only {@code outputs} are stored. */
    record Elementwise(int size, List<Node> nodes, List<Node> outputs) implements Kernel {
        public Elementwise {
            nodes = List.copyOf(nodes);
            outputs = List.copyOf(outputs);
        }
    }

    /** A single operation on whole vectors: softmax, sums, concatenation. */
    record Single(Node node) implements Kernel {
        @Override
        public List<Node> nodes() {
            return List.of(node);
        }
    }
}
