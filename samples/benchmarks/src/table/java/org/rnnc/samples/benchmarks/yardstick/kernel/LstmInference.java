// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

import org.rnnc.samples.benchmarks.workload.Numbers;
import org.rnnc.samples.benchmarks.workload.Timed;

/** All kernels of W6 in their order; inputs and outputs are copied, as in a call. */
public final class LstmInference implements Timed {
    private final LstmLayer layer;
    private final float[] x;
    private final float[][] rows;
    private final float[] y;

    /** Its kernels are checked first. */
    public LstmInference(int inputs, int hidden, int steps, int batch) {
        KernelChecks.run();
        layer = new LstmLayer(inputs, hidden, steps, batch, false);
        x = Numbers.normal(steps * batch * inputs);
        rows = new float[steps * batch][inputs];
        y = new float[steps * batch * hidden];
    }

    @Override
    public void run(int calls) {
        for (int i = 0; i < calls; i++) {
            int at = 0;
            for (float[] row : rows) {
                System.arraycopy(x, at, row, 0, row.length);
                at += row.length;
            }
            layer.clearCells();
            layer.forward(rows, false);
            at = 0;
            for (float[] row : layer.outputs()) {
                System.arraycopy(row, 0, y, at, row.length);
                at += row.length;
            }
        }
    }
}
