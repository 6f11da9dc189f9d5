// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;

/** The kernels of the plain target: each is a method for one row, in loops that C2 vectorises, called row by row. */
public final class PlainKernels implements KernelEmitter {
    private final WeightOrder weights;
    private final ProductEmitter products;
    private final GradientEmitter gradients;
    private final ElementwiseEmitter elementwise;
    private final MatrixEmitter matrices;
    private final SingleKernels singles;
    private final SoftmaxEmitter softmax;

    public PlainKernels(EmissionContext context) {
        this.weights = new ArrayPerVector(context);
        CombineEmitter combine = new CombineEmitter(context);
        this.products = new ProductEmitter(context, combine);
        this.gradients = new GradientEmitter(context, combine);
        this.elementwise = new ElementwiseEmitter(context);
        this.matrices = new MatrixEmitter(context, weights);
        ReductionEmitter rows = new ReductionEmitter(context);
        this.singles = new SingleKernels(context, rows);
        this.softmax = new SoftmaxEmitter(context, rows);
    }

    @Override
    public WeightOrder weights() {
        return weights;
    }

    @Override
    public KernelCall emit(Kernel kernel, Stage.Kind stage, Memory memory) {
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
                    ? matrices.emit(work, memory)
                    : elementwise.emit(work, memory, stage, rows);
        }
        if (kernel instanceof Kernel.Softmax exponentials) {
            return softmax.emit(exponentials, memory, stage, rows);
        }
        return singles.emit(((Kernel.Single) kernel).node(), memory, stage);
    }
}
