// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.CodeBlock;
import java.util.List;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.layout.PackLayout;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.pack.Stored;

/** The kernel calls of a stage. */
public final class StageEmitter {
    private final ProductEmitter products;
    private final GradientEmitter gradients;
    private final ElementwiseEmitter elementwise;
    private final SingleKernels singles;
    private final Transposer transposer;
    private final SoftmaxEmitter softmax;

    public StageEmitter(EmissionContext context) {
        CombineEmitter combine = new CombineEmitter(context);
        this.products = new ProductEmitter(context, combine);
        this.gradients = new GradientEmitter(context, combine);
        this.elementwise = new ElementwiseEmitter(context);
        ReductionEmitter rows = new ReductionEmitter(context);
        this.singles = new SingleKernels(context, rows);
        this.transposer = new Transposer(context);
        this.softmax = new SoftmaxEmitter(context, rows);
    }

    /** A call for each kernel; for a loop, those of one step {@code t}. */
    public List<CodeBlock> emit(Stage stage, Memory memory) {
        return stage.kernels().stream()
                .map(kernel -> emit(kernel, stage.kind(), memory))
                .toList();
    }

    private CodeBlock emit(Kernel kernel, Stage.Kind stage, Memory memory) {
        Count rows = memory.extent().rows(stage);
        if (kernel instanceof Kernel.Products product) {
            return products.emit(product, memory, stage, rows);
        }
        if (kernel instanceof Kernel.Chain chain) {
            return products.emit(chain, memory, stage, rows);
        }
        if (kernel instanceof Kernel.Gradients gradient) {
            return gradients.emit(gradient, memory);
        }
        if (kernel instanceof Kernel.Elementwise work) {
            return work.nodes().get(0).isMatrix()
                    ? matrices(work, memory)
                    : elementwise.emit(work, memory, stage, rows);
        }
        if (kernel instanceof Kernel.Softmax exponentials) {
            return softmax.emit(exponentials, memory, stage, rows);
        }
        return singles.emit(((Kernel.Single) kernel).node(), memory, stage);
    }

    /** One pass over the arrays of matrices; what is multiplied in the other order, too, is brought into it. */
    private CodeBlock matrices(Kernel.Elementwise work, Memory memory) {
        PackLayout layout =
                memory.names().layout(memory.stored(work.outputs().get(0)).pack());
        CodeBlock.Builder code =
                CodeBlock.builder().add(elementwise.emit(work, memory, Stage.Kind.ONCE, Count.of(layout.arrays())));
        for (Node output : work.outputs()) {
            Stored stored = memory.stored(output);
            if (stored.pack().mirrored() && !stored.isGradient()) {
                code.add(transposer.call(stored.pack(), memory.parameterOf(output), memory));
            }
        }
        return code.build();
    }
}
