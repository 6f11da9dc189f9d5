// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.L;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.S;

import jdk.incubator.vector.FloatVector;

/**
 * Sums over rows that stay in registers.
 */
final class GradientTiles {
    private GradientTiles() {}

    /** 6 inputs, 4 vectors of outputs. */
    static void tile6x4(float[][] x, float[][] d, float[][] g, int k, int column, int first, int end) {
        float[] g0 = g[k];
        float[] g1 = g[k + 1];
        float[] g2 = g[k + 2];
        float[] g3 = g[k + 3];
        float[] g4 = g[k + 4];
        float[] g5 = g[k + 5];
        FloatVector s00 = FloatVector.fromArray(S, g0, column);
        FloatVector s01 = FloatVector.fromArray(S, g0, column + L);
        FloatVector s02 = FloatVector.fromArray(S, g0, column + 2 * L);
        FloatVector s03 = FloatVector.fromArray(S, g0, column + 3 * L);
        FloatVector s10 = FloatVector.fromArray(S, g1, column);
        FloatVector s11 = FloatVector.fromArray(S, g1, column + L);
        FloatVector s12 = FloatVector.fromArray(S, g1, column + 2 * L);
        FloatVector s13 = FloatVector.fromArray(S, g1, column + 3 * L);
        FloatVector s20 = FloatVector.fromArray(S, g2, column);
        FloatVector s21 = FloatVector.fromArray(S, g2, column + L);
        FloatVector s22 = FloatVector.fromArray(S, g2, column + 2 * L);
        FloatVector s23 = FloatVector.fromArray(S, g2, column + 3 * L);
        FloatVector s30 = FloatVector.fromArray(S, g3, column);
        FloatVector s31 = FloatVector.fromArray(S, g3, column + L);
        FloatVector s32 = FloatVector.fromArray(S, g3, column + 2 * L);
        FloatVector s33 = FloatVector.fromArray(S, g3, column + 3 * L);
        FloatVector s40 = FloatVector.fromArray(S, g4, column);
        FloatVector s41 = FloatVector.fromArray(S, g4, column + L);
        FloatVector s42 = FloatVector.fromArray(S, g4, column + 2 * L);
        FloatVector s43 = FloatVector.fromArray(S, g4, column + 3 * L);
        FloatVector s50 = FloatVector.fromArray(S, g5, column);
        FloatVector s51 = FloatVector.fromArray(S, g5, column + L);
        FloatVector s52 = FloatVector.fromArray(S, g5, column + 2 * L);
        FloatVector s53 = FloatVector.fromArray(S, g5, column + 3 * L);
        for (int row = first; row < end; row++) {
            float[] a = x[row];
            float[] e = d[row];
            FloatVector d0 = FloatVector.fromArray(S, e, column);
            FloatVector d1 = FloatVector.fromArray(S, e, column + L);
            FloatVector d2 = FloatVector.fromArray(S, e, column + 2 * L);
            FloatVector d3 = FloatVector.fromArray(S, e, column + 3 * L);
            FloatVector v = FloatVector.broadcast(S, a[k]);
            s00 = v.fma(d0, s00);
            s01 = v.fma(d1, s01);
            s02 = v.fma(d2, s02);
            s03 = v.fma(d3, s03);
            v = FloatVector.broadcast(S, a[k + 1]);
            s10 = v.fma(d0, s10);
            s11 = v.fma(d1, s11);
            s12 = v.fma(d2, s12);
            s13 = v.fma(d3, s13);
            v = FloatVector.broadcast(S, a[k + 2]);
            s20 = v.fma(d0, s20);
            s21 = v.fma(d1, s21);
            s22 = v.fma(d2, s22);
            s23 = v.fma(d3, s23);
            v = FloatVector.broadcast(S, a[k + 3]);
            s30 = v.fma(d0, s30);
            s31 = v.fma(d1, s31);
            s32 = v.fma(d2, s32);
            s33 = v.fma(d3, s33);
            v = FloatVector.broadcast(S, a[k + 4]);
            s40 = v.fma(d0, s40);
            s41 = v.fma(d1, s41);
            s42 = v.fma(d2, s42);
            s43 = v.fma(d3, s43);
            v = FloatVector.broadcast(S, a[k + 5]);
            s50 = v.fma(d0, s50);
            s51 = v.fma(d1, s51);
            s52 = v.fma(d2, s52);
            s53 = v.fma(d3, s53);
        }
        s00.intoArray(g0, column);
        s01.intoArray(g0, column + L);
        s02.intoArray(g0, column + 2 * L);
        s03.intoArray(g0, column + 3 * L);
        s10.intoArray(g1, column);
        s11.intoArray(g1, column + L);
        s12.intoArray(g1, column + 2 * L);
        s13.intoArray(g1, column + 3 * L);
        s20.intoArray(g2, column);
        s21.intoArray(g2, column + L);
        s22.intoArray(g2, column + 2 * L);
        s23.intoArray(g2, column + 3 * L);
        s30.intoArray(g3, column);
        s31.intoArray(g3, column + L);
        s32.intoArray(g3, column + 2 * L);
        s33.intoArray(g3, column + 3 * L);
        s40.intoArray(g4, column);
        s41.intoArray(g4, column + L);
        s42.intoArray(g4, column + 2 * L);
        s43.intoArray(g4, column + 3 * L);
        s50.intoArray(g5, column);
        s51.intoArray(g5, column + L);
        s52.intoArray(g5, column + 2 * L);
        s53.intoArray(g5, column + 3 * L);
    }

    /** 4 inputs, 4 vectors of outputs. */
    static void tile4x4(float[][] x, float[][] d, float[][] g, int k, int column, int first, int end) {
        float[] g0 = g[k];
        float[] g1 = g[k + 1];
        float[] g2 = g[k + 2];
        float[] g3 = g[k + 3];
        FloatVector s00 = FloatVector.fromArray(S, g0, column);
        FloatVector s01 = FloatVector.fromArray(S, g0, column + L);
        FloatVector s02 = FloatVector.fromArray(S, g0, column + 2 * L);
        FloatVector s03 = FloatVector.fromArray(S, g0, column + 3 * L);
        FloatVector s10 = FloatVector.fromArray(S, g1, column);
        FloatVector s11 = FloatVector.fromArray(S, g1, column + L);
        FloatVector s12 = FloatVector.fromArray(S, g1, column + 2 * L);
        FloatVector s13 = FloatVector.fromArray(S, g1, column + 3 * L);
        FloatVector s20 = FloatVector.fromArray(S, g2, column);
        FloatVector s21 = FloatVector.fromArray(S, g2, column + L);
        FloatVector s22 = FloatVector.fromArray(S, g2, column + 2 * L);
        FloatVector s23 = FloatVector.fromArray(S, g2, column + 3 * L);
        FloatVector s30 = FloatVector.fromArray(S, g3, column);
        FloatVector s31 = FloatVector.fromArray(S, g3, column + L);
        FloatVector s32 = FloatVector.fromArray(S, g3, column + 2 * L);
        FloatVector s33 = FloatVector.fromArray(S, g3, column + 3 * L);
        for (int row = first; row < end; row++) {
            float[] a = x[row];
            float[] e = d[row];
            FloatVector d0 = FloatVector.fromArray(S, e, column);
            FloatVector d1 = FloatVector.fromArray(S, e, column + L);
            FloatVector d2 = FloatVector.fromArray(S, e, column + 2 * L);
            FloatVector d3 = FloatVector.fromArray(S, e, column + 3 * L);
            FloatVector v = FloatVector.broadcast(S, a[k]);
            s00 = v.fma(d0, s00);
            s01 = v.fma(d1, s01);
            s02 = v.fma(d2, s02);
            s03 = v.fma(d3, s03);
            v = FloatVector.broadcast(S, a[k + 1]);
            s10 = v.fma(d0, s10);
            s11 = v.fma(d1, s11);
            s12 = v.fma(d2, s12);
            s13 = v.fma(d3, s13);
            v = FloatVector.broadcast(S, a[k + 2]);
            s20 = v.fma(d0, s20);
            s21 = v.fma(d1, s21);
            s22 = v.fma(d2, s22);
            s23 = v.fma(d3, s23);
            v = FloatVector.broadcast(S, a[k + 3]);
            s30 = v.fma(d0, s30);
            s31 = v.fma(d1, s31);
            s32 = v.fma(d2, s32);
            s33 = v.fma(d3, s33);
        }
        s00.intoArray(g0, column);
        s01.intoArray(g0, column + L);
        s02.intoArray(g0, column + 2 * L);
        s03.intoArray(g0, column + 3 * L);
        s10.intoArray(g1, column);
        s11.intoArray(g1, column + L);
        s12.intoArray(g1, column + 2 * L);
        s13.intoArray(g1, column + 3 * L);
        s20.intoArray(g2, column);
        s21.intoArray(g2, column + L);
        s22.intoArray(g2, column + 2 * L);
        s23.intoArray(g2, column + 3 * L);
        s30.intoArray(g3, column);
        s31.intoArray(g3, column + L);
        s32.intoArray(g3, column + 2 * L);
        s33.intoArray(g3, column + 3 * L);
    }

    /** 6 inputs, 1 vector of outputs. */
    static void tile6x1(float[][] x, float[][] d, float[][] g, int k, int column, int first, int end) {
        float[] g0 = g[k];
        float[] g1 = g[k + 1];
        float[] g2 = g[k + 2];
        float[] g3 = g[k + 3];
        float[] g4 = g[k + 4];
        float[] g5 = g[k + 5];
        FloatVector s00 = FloatVector.fromArray(S, g0, column);
        FloatVector s10 = FloatVector.fromArray(S, g1, column);
        FloatVector s20 = FloatVector.fromArray(S, g2, column);
        FloatVector s30 = FloatVector.fromArray(S, g3, column);
        FloatVector s40 = FloatVector.fromArray(S, g4, column);
        FloatVector s50 = FloatVector.fromArray(S, g5, column);
        for (int row = first; row < end; row++) {
            float[] a = x[row];
            float[] e = d[row];
            FloatVector d0 = FloatVector.fromArray(S, e, column);
            FloatVector v = FloatVector.broadcast(S, a[k]);
            s00 = v.fma(d0, s00);
            v = FloatVector.broadcast(S, a[k + 1]);
            s10 = v.fma(d0, s10);
            v = FloatVector.broadcast(S, a[k + 2]);
            s20 = v.fma(d0, s20);
            v = FloatVector.broadcast(S, a[k + 3]);
            s30 = v.fma(d0, s30);
            v = FloatVector.broadcast(S, a[k + 4]);
            s40 = v.fma(d0, s40);
            v = FloatVector.broadcast(S, a[k + 5]);
            s50 = v.fma(d0, s50);
        }
        s00.intoArray(g0, column);
        s10.intoArray(g1, column);
        s20.intoArray(g2, column);
        s30.intoArray(g3, column);
        s40.intoArray(g4, column);
        s50.intoArray(g5, column);
    }

    /** 4 inputs, 1 vector of outputs. */
    static void tile4x1(float[][] x, float[][] d, float[][] g, int k, int column, int first, int end) {
        float[] g0 = g[k];
        float[] g1 = g[k + 1];
        float[] g2 = g[k + 2];
        float[] g3 = g[k + 3];
        FloatVector s00 = FloatVector.fromArray(S, g0, column);
        FloatVector s10 = FloatVector.fromArray(S, g1, column);
        FloatVector s20 = FloatVector.fromArray(S, g2, column);
        FloatVector s30 = FloatVector.fromArray(S, g3, column);
        for (int row = first; row < end; row++) {
            float[] a = x[row];
            float[] e = d[row];
            FloatVector d0 = FloatVector.fromArray(S, e, column);
            FloatVector v = FloatVector.broadcast(S, a[k]);
            s00 = v.fma(d0, s00);
            v = FloatVector.broadcast(S, a[k + 1]);
            s10 = v.fma(d0, s10);
            v = FloatVector.broadcast(S, a[k + 2]);
            s20 = v.fma(d0, s20);
            v = FloatVector.broadcast(S, a[k + 3]);
            s30 = v.fma(d0, s30);
        }
        s00.intoArray(g0, column);
        s10.intoArray(g1, column);
        s20.intoArray(g2, column);
        s30.intoArray(g3, column);
    }
}
