// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.L;

import java.util.Arrays;
import org.rnnc.samples.benchmarks.workload.Numbers;

/**
 * A layer of {@code lstm} over the windows of a batch: rows are step by step, in each step sequence by sequence. It runs
 * all kernels of a training step, but does not bring updated weights into the orders in which kernels read them.
 */
final class LstmLayer {
    private final int inputs;
    private final int hidden;
    private final int rows;
    private final int batch;
    private final float[] wx;
    private final float[] wh;
    private final float[] wxBack;
    private final float[] whBack;
    private final float[] bias;
    private final Weights ofInput;
    private final Weights ofState;
    private final Weights ofBias;
    private final float[][] gates;
    private final float[][] squashed;
    private final float[][] c;
    private final float[][] cBefore;
    private final float[][] h;
    private final float[][] hBefore;
    private final float[][] dh;
    private final float[][] dhBefore;
    private final float[][] dc;

    /** @param keep whether there will be a way back; else the gates of a step are used anew at the next */
    LstmLayer(int inputs, int hidden, int steps, int batch, boolean keep) {
        this.inputs = inputs;
        this.hidden = hidden;
        this.batch = batch;
        rows = steps * batch;
        wx = Numbers.weights(inputs * 4 * hidden, 5);
        wh = Numbers.weights(hidden * 4 * hidden, 6);
        wxBack = Numbers.weights(inputs * 4 * hidden, 7);
        whBack = Numbers.weights(hidden * 4 * hidden, 8);
        bias = Numbers.weights(4 * hidden, 9);
        ofInput = new Weights(inputs, 4 * hidden);
        ofState = new Weights(hidden, 4 * hidden);
        ofBias = new Weights(1, 4 * hidden);
        gates = new float[rows][];
        for (int row = 0; row < rows; row++) {
            gates[row] = keep || row < batch ? new float[4 * hidden] : gates[row - batch];
        }
        squashed = new float[rows][hidden];
        c = new float[rows][hidden];
        cBefore = before(c);
        h = new float[rows][hidden];
        hBefore = before(h);
        dh = new float[rows][hidden];
        dhBefore = before(dh);
        dc = new float[batch][hidden];
    }

    /** The rows of the step before; before the first step there is one of zeros. */
    private float[][] before(float[][] of) {
        float[][] before = new float[rows][];
        for (int row = 0; row < rows; row++) {
            before[row] = row < batch ? new float[hidden] : of[row - batch];
        }
        return before;
    }

    float[][] outputs() {
        return h;
    }

    float[][] outputGradients() {
        return dh;
    }

    void forward(float[][] x, boolean keep) {
        for (int first = 0; first < rows; first += batch) {
            for (int row = first; row < first + batch; row++) {
                System.arraycopy(bias, 0, gates[row], 0, 4 * hidden);
            }
            Product.add(x, first, wx, gates, batch, inputs, 4 * hidden);
            Product.add(hBefore, first, wh, gates, batch, hidden, 4 * hidden);
            for (int row = first; row < first + batch; row++) {
                if (keep) {
                    activateAndKeep(row);
                } else {
                    activate(row);
                }
            }
        }
    }

    private void activateAndKeep(int row) {
        for (int unit = 0; unit < hidden; unit += L) {
            LstmTraining.forward(gates[row], unit, cBefore[row], c[row], squashed[row], h[row]);
        }
    }

    private void activate(int row) {
        float[] cell = dc[row % batch];
        for (int unit = 0; unit < hidden; unit += L) {
            LstmKernels.activate(gates[row], unit, cell, h[row], unit);
        }
    }

    /** The gradients of cells, or without a way back the cells themselves, begin at zero. */
    void clearCells() {
        for (float[] row : dc) {
            Arrays.fill(row, 0f);
        }
    }

    /** @param dx where the gradient of the inputs goes */
    void backward(float[][] x, float[][] dx) {
        clearCells();
        for (int first = rows - batch; first >= 0; first -= batch) {
            for (int row = first; row < first + batch; row++) {
                for (int unit = 0; unit < hidden; unit += L) {
                    LstmTraining.backward(gates[row], unit, cBefore[row], squashed[row], dh[row], dc[row % batch]);
                }
            }
            Product.add(gates, first, whBack, dhBefore, batch, 4 * hidden, hidden);
        }
        Gradient.add(x, gates, ofInput.gradient(), rows, inputs, 4 * hidden);
        Gradient.add(hBefore, gates, ofState.gradient(), rows, hidden, 4 * hidden);
        for (float[] row : gates) {
            Passes.addRow(row, ofBias.gradient()[0], 4 * hidden);
        }
        Product.add(gates, 0, wxBack, dx, rows, 4 * hidden, inputs);
    }

    Weights[] weights() {
        return new Weights[] {ofInput, ofState, ofBias};
    }
}
