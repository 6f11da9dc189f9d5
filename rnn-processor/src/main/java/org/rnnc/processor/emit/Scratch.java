// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.emit;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;

/** Rows that single kernels use on the way, named as {@link SingleEmitter} calls them. */
final class Scratch {
    private Scratch() {}

    /**
     * Adds what the kernels of {@code nodes} need.
     *
     * @param lanes whether partial sums are needed besides
     */
    static void addTo(TypeSpec.Builder type, Iterable<Node> nodes, boolean lanes, Numbers numbers) {
        int exponentials = 0;
        boolean needsLanes = lanes;
        for (Node node : nodes) {
            Op op = node.op();
            if (op instanceof Op.CrossEntropy) {
                exponentials = Math.max(exponentials, node.input(0).size());
            }
            needsLanes |= op instanceof Op.CrossEntropy
                    || op instanceof Op.Softmax
                    || op instanceof Op.Sum
                    || op instanceof Op.Dot;
        }
        if (needsLanes) {
            type.addField(FieldSpec.builder(numbers.row(), "lanes", Modifier.PRIVATE, Modifier.FINAL)
                    .addJavadoc("Partial sums of a reduction.\n")
                    .initializer("new $T[$L]", numbers.type(), SingleEmitter.LANES)
                    .build());
        }
        if (exponentials > 0) {
            type.addField(FieldSpec.builder(numbers.row(), "exponentials", Modifier.PRIVATE, Modifier.FINAL)
                    .initializer("new $T[$L]", numbers.type(), exponentials)
                    .build());
        }
    }
}
