// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.api;

import com.palantir.javapoet.CodeBlock;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.java.Data;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Program;

/** Brings one datum into the workspace of a program for a single step. */
final class StepInput {
    private StepInput() {}

    /** Copies {@code datum} to where {@code program}, whose workspace is {@code target}, reads it; nothing if it does not. */
    static CodeBlock copy(Data datum, Plan plan, Program program, FieldNames names, String target) {
        Graph graph = plan.model().graph();
        for (Node node : program.live()) {
            if (node.op() instanceof Op.Input op
                    && graph.inputs().get(op.index()).name().equals(datum.name())) {
                String field =
                        target + "." + names.of(names.layout(program).of(node).buffer());
                return datum.isToken()
                        ? CodeBlock.of("$L[0] = $L;\n", field, datum.parameter())
                        : CodeBlock.of(
                                "$T.arraycopy($L, 0, $L[0], 0, $L);\n",
                                System.class,
                                datum.parameter(),
                                field,
                                datum.size());
            }
        }
        return CodeBlock.of("");
    }
}
