// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.row;

import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.java.kernel.WeightOrder;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;

/**
 * The kernels that read rows of values, or weights element by element: methods for one row, called row by row. They are
 * the same whatever the order of the weights, so that a target needs only say how it multiplies.
 */
public final class RowKernels {
    private final ElementwiseEmitter elementwise;
    private final MatrixEmitter matrices;
    private final StandaloneKernels singles;
    private final SoftmaxEmitter softmax;

    public RowKernels(EmissionContext context, WeightOrder weights) {
        ReductionEmitter rows = new ReductionEmitter(context);
        this.elementwise = new ElementwiseEmitter(context);
        this.matrices = new MatrixEmitter(context, weights);
        this.singles = new StandaloneKernels(context, weights, rows);
        this.softmax = new SoftmaxEmitter(context, rows);
    }

    public KernelCall emit(Kernel kernel, Stage.Kind stage, Memory memory) {
        Count rows = memory.extent().rows(stage);
        if (kernel instanceof Kernel.Elementwise work) {
            return work.nodes().get(0).isMatrix()
                    ? matrices.emit(work, memory)
                    : elementwise.emit(work, memory, stage, rows);
        }
        if (kernel instanceof Kernel.Softmax exponentials) {
            return softmax.emit(exponentials, memory, stage, rows);
        }
        if (kernel instanceof Kernel.Standalone single) {
            return singles.emit(single.node(), memory, stage);
        }
        throw new IllegalArgumentException("reads or makes weights, in an order of their own: " + kernel);
    }
}
