// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.L;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.S;

import jdk.incubator.vector.FloatVector;

/**
 * Products of batches: a tile of sums stays in registers for the whole depth.
 */
final class Product {
    private Product() {}

    /**
     * Adds a product to the rows of {@code y}: so many rows, a multiple of 4, of {@code x} by weights in panels. A panel is
     * 4 vectors wide; behind the last whole one there may be some that are 1 vector wide.
     */
    static void add(float[][] x, int first, float[] w, float[][] y, int rows, int depth, int columns) {
        int column = 0;
        for (; column + 4 * L <= columns; column += 4 * L) {
            for (int row = first; row < first + rows; row += 4) {
                tile4x4(x, w, column * depth, y, row, column, depth);
            }
        }
        for (; column < columns; column += L) {
            for (int row = first; row < first + rows; row += 4) {
                tile4x1(x, w, column * depth, y, row, column, depth);
            }
        }
    }

    /** 4 rows, 4 vectors wide. */
    static void tile4x4(float[][] x, float[] w, int from, float[][] y, int row, int column, int depth) {
        float[] x0 = x[row];
        float[] x1 = x[row + 1];
        float[] x2 = x[row + 2];
        float[] x3 = x[row + 3];
        float[] y0 = y[row];
        float[] y1 = y[row + 1];
        float[] y2 = y[row + 2];
        float[] y3 = y[row + 3];
        FloatVector s00 = FloatVector.fromArray(S, y0, column);
        FloatVector s01 = FloatVector.fromArray(S, y0, column + L);
        FloatVector s02 = FloatVector.fromArray(S, y0, column + 2 * L);
        FloatVector s03 = FloatVector.fromArray(S, y0, column + 3 * L);
        FloatVector s10 = FloatVector.fromArray(S, y1, column);
        FloatVector s11 = FloatVector.fromArray(S, y1, column + L);
        FloatVector s12 = FloatVector.fromArray(S, y1, column + 2 * L);
        FloatVector s13 = FloatVector.fromArray(S, y1, column + 3 * L);
        FloatVector s20 = FloatVector.fromArray(S, y2, column);
        FloatVector s21 = FloatVector.fromArray(S, y2, column + L);
        FloatVector s22 = FloatVector.fromArray(S, y2, column + 2 * L);
        FloatVector s23 = FloatVector.fromArray(S, y2, column + 3 * L);
        FloatVector s30 = FloatVector.fromArray(S, y3, column);
        FloatVector s31 = FloatVector.fromArray(S, y3, column + L);
        FloatVector s32 = FloatVector.fromArray(S, y3, column + 2 * L);
        FloatVector s33 = FloatVector.fromArray(S, y3, column + 3 * L);
        for (int k = 0; k < depth; k++) {
            int at = from + k * 4 * L;
            FloatVector w0 = FloatVector.fromArray(S, w, at);
            FloatVector w1 = FloatVector.fromArray(S, w, at + L);
            FloatVector w2 = FloatVector.fromArray(S, w, at + 2 * L);
            FloatVector w3 = FloatVector.fromArray(S, w, at + 3 * L);
            FloatVector v = FloatVector.broadcast(S, x0[k]);
            s00 = v.fma(w0, s00);
            s01 = v.fma(w1, s01);
            s02 = v.fma(w2, s02);
            s03 = v.fma(w3, s03);
            v = FloatVector.broadcast(S, x1[k]);
            s10 = v.fma(w0, s10);
            s11 = v.fma(w1, s11);
            s12 = v.fma(w2, s12);
            s13 = v.fma(w3, s13);
            v = FloatVector.broadcast(S, x2[k]);
            s20 = v.fma(w0, s20);
            s21 = v.fma(w1, s21);
            s22 = v.fma(w2, s22);
            s23 = v.fma(w3, s23);
            v = FloatVector.broadcast(S, x3[k]);
            s30 = v.fma(w0, s30);
            s31 = v.fma(w1, s31);
            s32 = v.fma(w2, s32);
            s33 = v.fma(w3, s33);
        }
        s00.intoArray(y0, column);
        s01.intoArray(y0, column + L);
        s02.intoArray(y0, column + 2 * L);
        s03.intoArray(y0, column + 3 * L);
        s10.intoArray(y1, column);
        s11.intoArray(y1, column + L);
        s12.intoArray(y1, column + 2 * L);
        s13.intoArray(y1, column + 3 * L);
        s20.intoArray(y2, column);
        s21.intoArray(y2, column + L);
        s22.intoArray(y2, column + 2 * L);
        s23.intoArray(y2, column + 3 * L);
        s30.intoArray(y3, column);
        s31.intoArray(y3, column + L);
        s32.intoArray(y3, column + 2 * L);
        s33.intoArray(y3, column + 3 * L);
    }

    /** 4 rows, 1 vector wide. */
    static void tile4x1(float[][] x, float[] w, int from, float[][] y, int row, int column, int depth) {
        float[] x0 = x[row];
        float[] x1 = x[row + 1];
        float[] x2 = x[row + 2];
        float[] x3 = x[row + 3];
        float[] y0 = y[row];
        float[] y1 = y[row + 1];
        float[] y2 = y[row + 2];
        float[] y3 = y[row + 3];
        FloatVector s00 = FloatVector.fromArray(S, y0, column);
        FloatVector s10 = FloatVector.fromArray(S, y1, column);
        FloatVector s20 = FloatVector.fromArray(S, y2, column);
        FloatVector s30 = FloatVector.fromArray(S, y3, column);
        for (int k = 0; k < depth; k++) {
            int at = from + k * L;
            FloatVector w0 = FloatVector.fromArray(S, w, at);
            FloatVector v = FloatVector.broadcast(S, x0[k]);
            s00 = v.fma(w0, s00);
            v = FloatVector.broadcast(S, x1[k]);
            s10 = v.fma(w0, s10);
            v = FloatVector.broadcast(S, x2[k]);
            s20 = v.fma(w0, s20);
            v = FloatVector.broadcast(S, x3[k]);
            s30 = v.fma(w0, s30);
        }
        s00.intoArray(y0, column);
        s10.intoArray(y1, column);
        s20.intoArray(y2, column);
        s30.intoArray(y3, column);
    }
}
