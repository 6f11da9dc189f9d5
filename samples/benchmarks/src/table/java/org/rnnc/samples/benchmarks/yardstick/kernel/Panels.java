// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.H;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.K;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.L;

/** Weights in the order in which kernels read them. */
final class Panels {
    private Panels() {}

    /**
     * The weights of a step: blocks of {@code width} times L units, in each the inputs, for each of these the vectors of
     * L units by gate.
     *
     * @param w [gate][unit][k]
     */
    static float[] ofStep(float[] w, int gates, int width) {
        float[] panels = new float[gates * H * K];
        int at = 0;
        for (int block = 0; block < H; block += width * L) {
            for (int k = 0; k < K; k++) {
                for (int unit = block; unit < block + width * L; unit += L) {
                    for (int gate = 0; gate < gates; gate++) {
                        for (int lane = 0; lane < L; lane++) {
                            panels[at++] = w[(gate * H + unit + lane) * K + k];
                        }
                    }
                }
            }
        }
        return panels;
    }

    /**
     * Biases, for the vectors of L units by gate.
     *
     * @param b [gate][unit]
     */
    static float[] ofBias(float[] b, int gates) {
        float[] ordered = new float[gates * H];
        int at = 0;
        for (int unit = 0; unit < H; unit += L) {
            for (int gate = 0; gate < gates; gate++) {
                System.arraycopy(b, gate * H + unit, ordered, at, L);
                at += L;
            }
        }
        return ordered;
    }

    /**
     * The weights of a product of batches: panels of 4 vectors, and behind them of one.
     *
     * @param w [k][column]
     */
    static float[] ofProduct(float[][] w, int columns) {
        int depth = w.length;
        float[] panels = new float[depth * columns];
        for (int column = 0; column < columns; ) {
            int width = column + 4 * L <= columns ? 4 * L : L;
            for (int k = 0; k < depth; k++) {
                System.arraycopy(w[k], column, panels, column * depth + k * width, width);
            }
            column += width;
        }
        return panels;
    }
}
