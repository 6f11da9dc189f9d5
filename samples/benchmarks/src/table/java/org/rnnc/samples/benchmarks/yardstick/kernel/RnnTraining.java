// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

import java.util.Arrays;
import org.rnnc.samples.benchmarks.workload.Numbers;
import org.rnnc.samples.benchmarks.workload.Timed;

/**
 * All kernels of a training step of W1, in their order: products with the state step by step, all others over the window,
 * Adagrad. Rows of 100 numbers are padded to 112. The weights for the way back are not made anew after an update.
 */
public final class RnnTraining implements Timed {
    private static final int TOKENS = 65;
    private static final int HIDDEN = 100;
    private static final int PADDED = 112;
    private static final int STEPS = 25;
    private static final int STEPS_IN_TILES = 28;
    private static final float RATE = 0.1f;

    private final int columns = (TOKENS + Shape.L - 1) / Shape.L * Shape.L;
    private final int[] tokens = Numbers.tokens(STEPS + 1, TOKENS);
    private final Weights ofInput = new Weights(TOKENS, PADDED);
    private final Weights ofState = new Weights(HIDDEN, PADDED);
    private final Weights ofBias = new Weights(1, PADDED);
    private final Weights head = new Weights(HIDDEN, columns);
    private final Weights headBias = new Weights(1, columns);
    private final float[][] wh = scaled(HIDDEN, PADDED);
    private final float[][] whBack = scaled(HIDDEN, PADDED);
    private final float[] headPanels = Numbers.weights(HIDDEN * columns, 10);
    private final float[] headBack = Numbers.weights(TOKENS * PADDED, 11);
    private final float[] logitBias = new float[columns];
    private final float[][] h = new float[STEPS_IN_TILES + 1][PADDED];
    private final float[][] outputs = Arrays.copyOfRange(h, 1, STEPS_IN_TILES + 1);
    private final float[][] dh = new float[STEPS_IN_TILES][PADDED];
    private final float[][] logits = new float[STEPS_IN_TILES][columns];

    /** Its kernels are checked first. */
    public RnnTraining() {
        KernelChecks.run();
        Arrays.fill(logitBias, TOKENS, columns, -1e30f);
    }

    private static float[][] scaled(int rows, int columns) {
        float[][] scaled = new float[rows][];
        for (int row = 0; row < rows; row++) {
            scaled[row] = Numbers.weights(columns, row);
        }
        return scaled;
    }

    @Override
    public void run(int calls) {
        for (int i = 0; i < calls; i++) {
            forward();
            backward();
            update();
        }
    }

    private void forward() {
        System.arraycopy(h[STEPS], 0, h[0], 0, PADDED);
        for (int step = 0; step < STEPS; step++) {
            float[] row = outputs[step];
            System.arraycopy(ofInput.value(tokens[step]), 0, row, 0, PADDED);
            Passes.addRow(ofBias.value(0), row, PADDED);
            addProduct(h[step], wh, row);
            RnnKernels.squash(row, PADDED);
        }
        for (float[] row : logits) {
            System.arraycopy(logitBias, 0, row, 0, columns);
        }
        Product.add(outputs, 0, headPanels, logits, STEPS_IN_TILES, HIDDEN, columns);
        for (int step = 0; step < STEPS; step++) {
            Passes.crossEntropy(logits[step], columns, tokens[step + 1], 1);
        }
    }

    private void backward() {
        for (float[] row : dh) {
            Arrays.fill(row, 0f);
        }
        Product.add(logits, 0, headBack, dh, STEPS_IN_TILES, TOKENS, PADDED);
        for (int step = STEPS - 1; step >= 0; step--) {
            RnnKernels.unsquash(outputs[step], dh[step], PADDED);
            if (step > 0) {
                addProduct(dh[step], whBack, dh[step - 1]);
            }
        }
        Gradient.add(h, dh, ofState.gradient(), STEPS, HIDDEN, PADDED);
        Gradient.add(outputs, logits, head.gradient(), STEPS, HIDDEN, columns);
        for (int step = 0; step < STEPS; step++) {
            Passes.addRow(dh[step], ofInput.gradient()[tokens[step]], PADDED);
            Passes.addRow(dh[step], ofBias.gradient()[0], PADDED);
            Passes.addRow(logits[step], headBias.gradient()[0], columns);
        }
    }

    private void update() {
        for (Weights weights : new Weights[] {ofInput, ofState, ofBias, head, headBias}) {
            weights.adagrad(RATE);
        }
    }

    private static void addProduct(float[] x, float[][] w, float[] y) {
        for (int column = 0; column < PADDED; column += 7 * Shape.L) {
            RnnKernels.addProduct(x, w, y, column, HIDDEN);
        }
    }
}
