// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.L;

/** Products of batches. */
final class Product {
    private Product() {}

    /**
     * Adds a product to the rows of {@code y}: so many rows, an even number from 4 on, of {@code x} by weights in panels. A
     * panel is 4 vectors wide; behind the last whole one there may be some that are 1 vector wide, for rows by the four.
     */
    static void add(float[][] x, int first, float[] w, float[][] y, int rows, int depth, int columns) {
        int column = 0;
        for (; column + 4 * L <= columns; column += 4 * L) {
            wide(x, first, w, y, first + rows, column, depth);
        }
        for (; column < columns; column += L) {
            for (int row = first; row < first + rows; row += 4) {
                ProductTiles.tile4x1(x, w, column * depth, y, row, column, depth);
            }
        }
    }

    private static void wide(float[][] x, int first, float[] w, float[][] y, int end, int column, int depth) {
        int row = first;
        for (; (end - row) % 6 != 0; row += 4) {
            ProductTiles.tile4x4(x, w, column * depth, y, row, column, depth);
        }
        for (; row < end; row += 6) {
            ProductTiles.tile6x4(x, w, column * depth, y, row, column, depth);
        }
    }
}
