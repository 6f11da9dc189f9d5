// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

import java.util.List;

/**
 * One value of the dataflow.
 *
 * @param id its place in {@link Graph#nodes()}; the inputs of a node have smaller ones
 */
public record Node(int id, Op op, List<Node> inputs, Shape shape, Domain domain) {
    public Node {
        inputs = List.copyOf(inputs);
    }

    public Node input(int index) {
        return inputs.get(index);
    }

    /** The length of a vector node. */
    public int size() {
        return ((Shape.Vector) shape).size();
    }

    public Shape.Matrix matrix() {
        return (Shape.Matrix) shape;
    }

    public boolean isMatrix() {
        return shape instanceof Shape.Matrix;
    }

    public boolean isVector() {
        return shape instanceof Shape.Vector;
    }

    public boolean isElementwise() {
        return op instanceof Op.Elementwise;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return 31 + id;
    }

    /** {@code %7 = Product(%1, %5) [100] STEP}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("%")
                .append(id)
                .append(" = ")
                .append(op.toString().replace("[]", ""));
        if (!inputs.isEmpty()) {
            out.append(" (");
            for (int i = 0; i < inputs.size(); i++) {
                out.append(i == 0 ? "%" : ", %").append(inputs.get(i).id());
            }
            out.append(')');
        }
        return out.append(' ').append(shape).append(' ').append(domain).toString();
    }
}
