// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

import static org.rnnc.runtime.math.FloatCoefficients.EXP_0;
import static org.rnnc.runtime.math.FloatCoefficients.EXP_1;
import static org.rnnc.runtime.math.FloatCoefficients.EXP_2;
import static org.rnnc.runtime.math.FloatCoefficients.EXP_3;
import static org.rnnc.runtime.math.FloatCoefficients.EXP_4;
import static org.rnnc.runtime.math.FloatCoefficients.EXP_5;
import static org.rnnc.runtime.math.FloatCoefficients.LN2_HIGH;
import static org.rnnc.runtime.math.FloatCoefficients.LN2_LOW;
import static org.rnnc.runtime.math.FloatCoefficients.LOG2_E;
import static org.rnnc.runtime.math.FloatCoefficients.ROUNDER;
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
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A step of {@code gru} in one kernel for each L units; as {@link GruKernels} otherwise.
 */
final class GruFused {
    private GruFused() {}

    /** A step of L units: products, activations and the new state. */
    static void step(float[] w, int from, float[] b, int unit, float[] xh, float[] h) {
        int gate = 4 * unit;
        FloatVector r = FloatVector.fromArray(S, b, gate);
        FloatVector z = FloatVector.fromArray(S, b, gate + L);
        FloatVector n = FloatVector.fromArray(S, b, gate + 2 * L);
        FloatVector m = FloatVector.fromArray(S, b, gate + 3 * L);
        for (int k = 0; k < Shape.I; k++) {
            FloatVector v = FloatVector.broadcast(S, xh[k]);
            int at = from + k * 3 * L;
            r = v.fma(FloatVector.fromArray(S, w, at), r);
            z = v.fma(FloatVector.fromArray(S, w, at + L), z);
            n = v.fma(FloatVector.fromArray(S, w, at + 2 * L), n);
        }
        for (int k = Shape.I; k < Shape.K; k++) {
            FloatVector v = FloatVector.broadcast(S, xh[k]);
            int at = from + k * 3 * L;
            r = v.fma(FloatVector.fromArray(S, w, at), r);
            z = v.fma(FloatVector.fromArray(S, w, at + L), z);
            m = v.fma(FloatVector.fromArray(S, w, at + 2 * L), m);
        }
        FloatVector resetX = r.neg().max(-87f).min(88.3f);
        FloatVector resetT = resetX.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, ROUNDER));
        FloatVector resetN = resetT.sub(ROUNDER);
        FloatVector resetR =
                resetN.fma(FloatVector.broadcast(S, -LN2_LOW), resetN.fma(FloatVector.broadcast(S, -LN2_HIGH), resetX));
        FloatVector resetS = resetR.mul(resetR);
        FloatVector resetP = resetS.fma(
                resetR.fma(FloatVector.broadcast(S, EXP_5), FloatVector.broadcast(S, EXP_4)),
                resetR.fma(FloatVector.broadcast(S, EXP_3), FloatVector.broadcast(S, EXP_2)));
        FloatVector resetF = resetS.fma(
                        resetS.fma(
                                resetP, resetR.fma(FloatVector.broadcast(S, EXP_1), FloatVector.broadcast(S, EXP_0))),
                        resetR)
                .add(1f);
        IntVector resetE =
                resetF.reinterpretAsInts().add(resetT.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23));
        FloatVector reset =
                FloatVector.broadcast(S, 1f).div(resetE.reinterpretAsFloats().add(1f));
        FloatVector freshX = reset.fma(m, n).min(TANH_BOUND).max(-TANH_BOUND);
        FloatVector freshU = freshX.mul(freshX);
        FloatVector freshS = freshU.mul(freshU);
        FloatVector freshP = freshS.fma(
                FloatVector.broadcast(S, TANH_P2),
                freshU.fma(FloatVector.broadcast(S, TANH_P1), FloatVector.broadcast(S, TANH_P0)));
        FloatVector freshQ = freshS.fma(
                freshU.fma(FloatVector.broadcast(S, TANH_Q3), FloatVector.broadcast(S, TANH_Q2)),
                freshU.fma(FloatVector.broadcast(S, TANH_Q1), FloatVector.broadcast(S, 1f)));
        FloatVector freshH = freshX.mul(freshU.neg().fma(freshP, freshQ));
        FloatVector fresh = freshH.mul(freshQ).div(freshH.mul(0.25f).fma(freshH, freshQ.mul(freshQ)));
        FloatVector updateX = z.neg().max(-87f).min(88.3f);
        FloatVector updateT = updateX.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, ROUNDER));
        FloatVector updateN = updateT.sub(ROUNDER);
        FloatVector updateR = updateN.fma(
                FloatVector.broadcast(S, -LN2_LOW), updateN.fma(FloatVector.broadcast(S, -LN2_HIGH), updateX));
        FloatVector updateS = updateR.mul(updateR);
        FloatVector updateP = updateS.fma(
                updateR.fma(FloatVector.broadcast(S, EXP_5), FloatVector.broadcast(S, EXP_4)),
                updateR.fma(FloatVector.broadcast(S, EXP_3), FloatVector.broadcast(S, EXP_2)));
        FloatVector updateF = updateS.fma(
                        updateS.fma(
                                updateP, updateR.fma(FloatVector.broadcast(S, EXP_1), FloatVector.broadcast(S, EXP_0))),
                        updateR)
                .add(1f);
        IntVector updateE =
                updateF.reinterpretAsInts().add(updateT.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23));
        FloatVector update =
                FloatVector.broadcast(S, 1f).div(updateE.reinterpretAsFloats().add(1f));
        update.fma(FloatVector.fromArray(S, xh, Shape.I + unit).sub(fresh), fresh)
                .intoArray(h, unit);
    }
}
