// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.L;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.S;

import jdk.incubator.vector.FloatVector;

/**
 * Sums that stay in registers for the whole depth.
 */
final class ProductTiles {
    private ProductTiles() {}

    /** 6 rows, 4 vectors wide. */
    static void tile6x4(float[][] x, float[] w, int from, float[][] y, int row, int column, int depth) {
        float[] x0 = x[row];
        float[] x1 = x[row + 1];
        float[] x2 = x[row + 2];
        float[] x3 = x[row + 3];
        float[] x4 = x[row + 4];
        float[] x5 = x[row + 5];
        float[] y0 = y[row];
        float[] y1 = y[row + 1];
        float[] y2 = y[row + 2];
        float[] y3 = y[row + 3];
        float[] y4 = y[row + 4];
        float[] y5 = y[row + 5];
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
        FloatVector s40 = FloatVector.fromArray(S, y4, column);
        FloatVector s41 = FloatVector.fromArray(S, y4, column + L);
        FloatVector s42 = FloatVector.fromArray(S, y4, column + 2 * L);
        FloatVector s43 = FloatVector.fromArray(S, y4, column + 3 * L);
        FloatVector s50 = FloatVector.fromArray(S, y5, column);
        FloatVector s51 = FloatVector.fromArray(S, y5, column + L);
        FloatVector s52 = FloatVector.fromArray(S, y5, column + 2 * L);
        FloatVector s53 = FloatVector.fromArray(S, y5, column + 3 * L);
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
            v = FloatVector.broadcast(S, x4[k]);
            s40 = v.fma(w0, s40);
            s41 = v.fma(w1, s41);
            s42 = v.fma(w2, s42);
            s43 = v.fma(w3, s43);
            v = FloatVector.broadcast(S, x5[k]);
            s50 = v.fma(w0, s50);
            s51 = v.fma(w1, s51);
            s52 = v.fma(w2, s52);
            s53 = v.fma(w3, s53);
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
        s40.intoArray(y4, column);
        s41.intoArray(y4, column + L);
        s42.intoArray(y4, column + 2 * L);
        s43.intoArray(y4, column + 3 * L);
        s50.intoArray(y5, column);
        s51.intoArray(y5, column + L);
        s52.intoArray(y5, column + 2 * L);
        s53.intoArray(y5, column + 3 * L);
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
