// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.L;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.S;

import jdk.incubator.vector.FloatVector;

/**
 * The gates of {@code gru} for several states at once, as {@link GruKernels} for one.
 */
final class GruRows {
    private GruRows() {}

    /** The gates of L units of 4 states. */
    static void gates(float[] w, int from, float[] b, int unit, float[][] xh, float[][] p, int row) {
        int gate = 4 * unit;
        float[] x0 = xh[row];
        float[] p0 = p[row];
        float[] x1 = xh[row + 1];
        float[] p1 = p[row + 1];
        float[] x2 = xh[row + 2];
        float[] p2 = p[row + 2];
        float[] x3 = xh[row + 3];
        float[] p3 = p[row + 3];
        FloatVector r0 = FloatVector.fromArray(S, b, gate);
        FloatVector z0 = FloatVector.fromArray(S, b, gate + L);
        FloatVector n0 = FloatVector.fromArray(S, b, gate + 2 * L);
        FloatVector m0 = FloatVector.fromArray(S, b, gate + 3 * L);
        FloatVector r1 = FloatVector.fromArray(S, b, gate);
        FloatVector z1 = FloatVector.fromArray(S, b, gate + L);
        FloatVector n1 = FloatVector.fromArray(S, b, gate + 2 * L);
        FloatVector m1 = FloatVector.fromArray(S, b, gate + 3 * L);
        FloatVector r2 = FloatVector.fromArray(S, b, gate);
        FloatVector z2 = FloatVector.fromArray(S, b, gate + L);
        FloatVector n2 = FloatVector.fromArray(S, b, gate + 2 * L);
        FloatVector m2 = FloatVector.fromArray(S, b, gate + 3 * L);
        FloatVector r3 = FloatVector.fromArray(S, b, gate);
        FloatVector z3 = FloatVector.fromArray(S, b, gate + L);
        FloatVector n3 = FloatVector.fromArray(S, b, gate + 2 * L);
        FloatVector m3 = FloatVector.fromArray(S, b, gate + 3 * L);
        for (int k = 0; k < Shape.I; k++) {
            int at = from + k * 3 * L;
            FloatVector w0 = FloatVector.fromArray(S, w, at);
            FloatVector w1 = FloatVector.fromArray(S, w, at + L);
            FloatVector w2 = FloatVector.fromArray(S, w, at + 2 * L);
            FloatVector v = FloatVector.broadcast(S, x0[k]);
            r0 = v.fma(w0, r0);
            z0 = v.fma(w1, z0);
            n0 = v.fma(w2, n0);
            v = FloatVector.broadcast(S, x1[k]);
            r1 = v.fma(w0, r1);
            z1 = v.fma(w1, z1);
            n1 = v.fma(w2, n1);
            v = FloatVector.broadcast(S, x2[k]);
            r2 = v.fma(w0, r2);
            z2 = v.fma(w1, z2);
            n2 = v.fma(w2, n2);
            v = FloatVector.broadcast(S, x3[k]);
            r3 = v.fma(w0, r3);
            z3 = v.fma(w1, z3);
            n3 = v.fma(w2, n3);
        }
        for (int k = Shape.I; k < Shape.K; k++) {
            int at = from + k * 3 * L;
            FloatVector w0 = FloatVector.fromArray(S, w, at);
            FloatVector w1 = FloatVector.fromArray(S, w, at + L);
            FloatVector w2 = FloatVector.fromArray(S, w, at + 2 * L);
            FloatVector v = FloatVector.broadcast(S, x0[k]);
            r0 = v.fma(w0, r0);
            z0 = v.fma(w1, z0);
            m0 = v.fma(w2, m0);
            v = FloatVector.broadcast(S, x1[k]);
            r1 = v.fma(w0, r1);
            z1 = v.fma(w1, z1);
            m1 = v.fma(w2, m1);
            v = FloatVector.broadcast(S, x2[k]);
            r2 = v.fma(w0, r2);
            z2 = v.fma(w1, z2);
            m2 = v.fma(w2, m2);
            v = FloatVector.broadcast(S, x3[k]);
            r3 = v.fma(w0, r3);
            z3 = v.fma(w1, z3);
            m3 = v.fma(w2, m3);
        }
        r0.intoArray(p0, gate);
        z0.intoArray(p0, gate + L);
        n0.intoArray(p0, gate + 2 * L);
        m0.intoArray(p0, gate + 3 * L);
        r1.intoArray(p1, gate);
        z1.intoArray(p1, gate + L);
        n1.intoArray(p1, gate + 2 * L);
        m1.intoArray(p1, gate + 3 * L);
        r2.intoArray(p2, gate);
        z2.intoArray(p2, gate + L);
        n2.intoArray(p2, gate + 2 * L);
        m2.intoArray(p2, gate + 3 * L);
        r3.intoArray(p3, gate);
        z3.intoArray(p3, gate + L);
        n3.intoArray(p3, gate + 2 * L);
        m3.intoArray(p3, gate + 3 * L);
    }
}
