// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.row;

import java.util.List;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.Locator;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.java.kernel.PackRef;
import org.rnnc.processor.java.kernel.WeightOrder;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;

/** Element-wise work on matrices, in whatever order their elements are. */
final class MatrixEmitter {
    private final WeightOrder weights;
    private final EmissionContext context;

    MatrixEmitter(EmissionContext context, WeightOrder weights) {
        this.weights = weights;
        this.context = context;
    }

    /** One pass over the elements; then kernels are to see what has become of matrices that they read. */
    KernelCall emit(Kernel.Elementwise work, Memory memory) {
        Locator parts = (node, stage) -> {
            if (!node.isMatrix()) {
                return memory.locate(node, stage);
            }
            PackRef numbers = memory.matrix(node);
            return weights.part(numbers, numbers.layout().offsetOf(memory.parameterOf(node)));
        };
        Args args = Args.ofElements(parts, Stage.Kind.ONCE, context.numbers());
        PackRef like = memory.matrix(work.outputs().get(0));
        KernelCall call = weights.elementwise("", work, context.labels(), args, like, false);
        for (Node output : work.outputs()) {
            PackRef numbers = memory.matrix(output);
            if (numbers.role() == PackRef.Role.FACTOR) {
                for (var statement : weights.changed(numbers, List.of(memory.parameterOf(output)))) {
                    call = call.then(statement);
                }
            }
        }
        return call;
    }
}
