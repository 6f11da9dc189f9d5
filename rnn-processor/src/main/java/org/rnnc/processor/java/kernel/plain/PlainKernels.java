// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.plain;

import java.util.List;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.KernelEmitter;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.java.kernel.WeightOrder;
import org.rnnc.processor.java.kernel.row.JoinedPasses;
import org.rnnc.processor.java.kernel.row.RowKernels;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;

/** The kernels of the plain target: each is a method for one row, in loops that C2 vectorises, called row by row. */
public final class PlainKernels implements KernelEmitter {
    private final WeightOrder weights;
    private final ProductEmitter products;
    private final GradientEmitter gradients;
    private final RowKernels others;
    private final JoinedPasses joined;
    private final JoinedProducts joinedProducts;

    public PlainKernels(EmissionContext context) {
        CombineEmitter combine = new CombineEmitter(context);
        this.weights = new ArrayPerVector(context);
        this.products = new ProductEmitter(context, combine);
        this.gradients = new GradientEmitter(context, combine);
        this.others = new RowKernels(context, weights);
        this.joined = new JoinedPasses(context);
        this.joinedProducts = new JoinedProducts(context, products);
    }

    @Override
    public WeightOrder weights() {
        return weights;
    }

    @Override
    public List<Work> emit(Stage stage, Memory memory) {
        return joined.emit(stage, memory, this);
    }

    @Override
    public List<Work> emit(Program step, Memory memory) {
        return joinedProducts.emit(step, memory, this);
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
        return others.emit(kernel, stage, memory);
    }
}
