// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.L;

/** Gradients of weights: sums over rows. */
final class Gradient {
    private Gradient() {}

    /** Of larger inputs the sums go through memory, block by block. */
    private static final int CACHED = 1 << 18;

    private static final int BLOCK = 128;

    /** Adds to {@code g} the sum over rows of the products of {@code x} with {@code d}; an even number of inputs from 4 on. */
    static void add(float[][] x, float[][] d, float[][] g, int rows, int inputs, int columns) {
        int block = rows * inputs > CACHED ? BLOCK : rows;
        int column = 0;
        for (; column + 4 * L <= columns; column += 4 * L) {
            for (int first = 0; first < rows; first += block) {
                wide(x, d, g, column, first, Math.min(rows, first + block), inputs);
            }
        }
        for (; column < columns; column += L) {
            narrow(x, d, g, column, rows, inputs);
        }
    }

    private static void wide(float[][] x, float[][] d, float[][] g, int column, int first, int end, int inputs) {
        int k = 0;
        for (; (inputs - k) % 6 != 0; k += 4) {
            GradientTiles.tile4x4(x, d, g, k, column, first, end);
        }
        for (; k < inputs; k += 6) {
            GradientTiles.tile6x4(x, d, g, k, column, first, end);
        }
    }

    private static void narrow(float[][] x, float[][] d, float[][] g, int column, int rows, int inputs) {
        int k = 0;
        for (; (inputs - k) % 6 != 0; k += 4) {
            GradientTiles.tile4x1(x, d, g, k, column, 0, rows);
        }
        for (; k < inputs; k += 6) {
            GradientTiles.tile6x1(x, d, g, k, column, 0, rows);
        }
    }
}
