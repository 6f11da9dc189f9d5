// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

import static org.rnnc.runtime.math.FloatCoefficients.TANH_BOUND;
import static org.rnnc.runtime.math.FloatCoefficients.TANH_P0;
import static org.rnnc.runtime.math.FloatCoefficients.TANH_P1;
import static org.rnnc.runtime.math.FloatCoefficients.TANH_P2;
import static org.rnnc.runtime.math.FloatCoefficients.TANH_Q1;
import static org.rnnc.runtime.math.FloatCoefficients.TANH_Q2;
import static org.rnnc.runtime.math.FloatCoefficients.TANH_Q3;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.L;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.S;

import jdk.incubator.vector.FloatVector;

/**
 * Kernels of {@code rnn} for one sequence.
 */
final class RnnKernels {
    private RnnKernels() {}

    /** Adds the product of one row to 7 vectors of {@code y}; {@code w} has rows. */
    static void addProduct(float[] x, float[][] w, float[] y, int column, int depth) {
        FloatVector s0 = FloatVector.fromArray(S, y, column);
        FloatVector s1 = FloatVector.fromArray(S, y, column + L);
        FloatVector s2 = FloatVector.fromArray(S, y, column + 2 * L);
        FloatVector s3 = FloatVector.fromArray(S, y, column + 3 * L);
        FloatVector s4 = FloatVector.fromArray(S, y, column + 4 * L);
        FloatVector s5 = FloatVector.fromArray(S, y, column + 5 * L);
        FloatVector s6 = FloatVector.fromArray(S, y, column + 6 * L);
        for (int k = 0; k < depth; k++) {
            FloatVector v = FloatVector.broadcast(S, x[k]);
            float[] row = w[k];
            s0 = v.fma(FloatVector.fromArray(S, row, column), s0);
            s1 = v.fma(FloatVector.fromArray(S, row, column + L), s1);
            s2 = v.fma(FloatVector.fromArray(S, row, column + 2 * L), s2);
            s3 = v.fma(FloatVector.fromArray(S, row, column + 3 * L), s3);
            s4 = v.fma(FloatVector.fromArray(S, row, column + 4 * L), s4);
            s5 = v.fma(FloatVector.fromArray(S, row, column + 5 * L), s5);
            s6 = v.fma(FloatVector.fromArray(S, row, column + 6 * L), s6);
        }
        s0.intoArray(y, column);
        s1.intoArray(y, column + L);
        s2.intoArray(y, column + 2 * L);
        s3.intoArray(y, column + 3 * L);
        s4.intoArray(y, column + 4 * L);
        s5.intoArray(y, column + 5 * L);
        s6.intoArray(y, column + 6 * L);
    }

    /** The activation of a row, in its place. */
    static void squash(float[] h, int size) {
        for (int j = 0; j < size; j += L) {
            FloatVector tX = FloatVector.fromArray(S, h, j).min(TANH_BOUND).max(-TANH_BOUND);
            FloatVector tU = tX.mul(tX);
            FloatVector tS = tU.mul(tU);
            FloatVector tP = tS.fma(
                    FloatVector.broadcast(S, TANH_P2),
                    tU.fma(FloatVector.broadcast(S, TANH_P1), FloatVector.broadcast(S, TANH_P0)));
            FloatVector tQ = tS.fma(
                    tU.fma(FloatVector.broadcast(S, TANH_Q3), FloatVector.broadcast(S, TANH_Q2)),
                    tU.fma(FloatVector.broadcast(S, TANH_Q1), FloatVector.broadcast(S, 1f)));
            FloatVector tH = tX.mul(tU.neg().fma(tP, tQ));
            FloatVector t = tH.mul(tQ).div(tH.mul(0.25f).fma(tH, tQ.mul(tQ)));
            t.intoArray(h, j);
        }
    }

    /** The way back through the activation. */
    static void unsquash(float[] h, float[] dh, int size) {
        for (int j = 0; j < size; j += L) {
            FloatVector t = FloatVector.fromArray(S, h, j);
            FloatVector.fromArray(S, dh, j)
                    .mul(FloatVector.broadcast(S, 1f).sub(t.mul(t)))
                    .intoArray(dh, j);
        }
    }
}
