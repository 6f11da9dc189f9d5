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
 * A step of {@code lstm} in one kernel for each L units; as {@link LstmKernels} otherwise.
 */
final class LstmFused {
    private LstmFused() {}

    /** A step of L units: products, activations, cell and output. */
    static void step(float[] w, int from, float[] b, int unit, float[] xh, float[] c, float[] h) {
        int gate = 4 * unit;
        FloatVector i = FloatVector.fromArray(S, b, gate);
        FloatVector f = FloatVector.fromArray(S, b, gate + L);
        FloatVector g = FloatVector.fromArray(S, b, gate + 2 * L);
        FloatVector o = FloatVector.fromArray(S, b, gate + 3 * L);
        for (int k = 0; k < Shape.K; k++) {
            FloatVector v = FloatVector.broadcast(S, xh[k]);
            int at = from + k * 4 * L;
            i = v.fma(FloatVector.fromArray(S, w, at), i);
            f = v.fma(FloatVector.fromArray(S, w, at + L), f);
            g = v.fma(FloatVector.fromArray(S, w, at + 2 * L), g);
            o = v.fma(FloatVector.fromArray(S, w, at + 3 * L), o);
        }
        FloatVector forgetX = f.neg().max(-87f).min(88.3f);
        FloatVector forgetT = forgetX.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, ROUNDER));
        FloatVector forgetN = forgetT.sub(ROUNDER);
        FloatVector forgetR = forgetN.fma(
                FloatVector.broadcast(S, -LN2_LOW), forgetN.fma(FloatVector.broadcast(S, -LN2_HIGH), forgetX));
        FloatVector forgetS = forgetR.mul(forgetR);
        FloatVector forgetP = forgetS.fma(
                forgetR.fma(FloatVector.broadcast(S, EXP_5), FloatVector.broadcast(S, EXP_4)),
                forgetR.fma(FloatVector.broadcast(S, EXP_3), FloatVector.broadcast(S, EXP_2)));
        FloatVector forgetF = forgetS.fma(
                        forgetS.fma(
                                forgetP, forgetR.fma(FloatVector.broadcast(S, EXP_1), FloatVector.broadcast(S, EXP_0))),
                        forgetR)
                .add(1f);
        IntVector forgetE =
                forgetF.reinterpretAsInts().add(forgetT.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23));
        FloatVector forget =
                FloatVector.broadcast(S, 1f).div(forgetE.reinterpretAsFloats().add(1f));
        FloatVector kept = forget.mul(FloatVector.fromArray(S, c, unit));
        FloatVector cellX = g.min(TANH_BOUND).max(-TANH_BOUND);
        FloatVector cellU = cellX.mul(cellX);
        FloatVector cellS = cellU.mul(cellU);
        FloatVector cellP = cellS.fma(
                FloatVector.broadcast(S, TANH_P2),
                cellU.fma(FloatVector.broadcast(S, TANH_P1), FloatVector.broadcast(S, TANH_P0)));
        FloatVector cellQ = cellS.fma(
                cellU.fma(FloatVector.broadcast(S, TANH_Q3), FloatVector.broadcast(S, TANH_Q2)),
                cellU.fma(FloatVector.broadcast(S, TANH_Q1), FloatVector.broadcast(S, 1f)));
        FloatVector cellH = cellX.mul(cellU.neg().fma(cellP, cellQ));
        FloatVector cell = cellH.mul(cellQ).div(cellH.mul(0.25f).fma(cellH, cellQ.mul(cellQ)));
        FloatVector inputX = i.neg().max(-87f).min(88.3f);
        FloatVector inputT = inputX.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, ROUNDER));
        FloatVector inputN = inputT.sub(ROUNDER);
        FloatVector inputR =
                inputN.fma(FloatVector.broadcast(S, -LN2_LOW), inputN.fma(FloatVector.broadcast(S, -LN2_HIGH), inputX));
        FloatVector inputS = inputR.mul(inputR);
        FloatVector inputP = inputS.fma(
                inputR.fma(FloatVector.broadcast(S, EXP_5), FloatVector.broadcast(S, EXP_4)),
                inputR.fma(FloatVector.broadcast(S, EXP_3), FloatVector.broadcast(S, EXP_2)));
        FloatVector inputF = inputS.fma(
                        inputS.fma(
                                inputP, inputR.fma(FloatVector.broadcast(S, EXP_1), FloatVector.broadcast(S, EXP_0))),
                        inputR)
                .add(1f);
        IntVector inputE =
                inputF.reinterpretAsInts().add(inputT.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23));
        FloatVector input =
                FloatVector.broadcast(S, 1f).div(inputE.reinterpretAsFloats().add(1f));
        kept = input.fma(cell, kept);
        kept.intoArray(c, unit);
        FloatVector squashedX = kept.min(TANH_BOUND).max(-TANH_BOUND);
        FloatVector squashedU = squashedX.mul(squashedX);
        FloatVector squashedS = squashedU.mul(squashedU);
        FloatVector squashedP = squashedS.fma(
                FloatVector.broadcast(S, TANH_P2),
                squashedU.fma(FloatVector.broadcast(S, TANH_P1), FloatVector.broadcast(S, TANH_P0)));
        FloatVector squashedQ = squashedS.fma(
                squashedU.fma(FloatVector.broadcast(S, TANH_Q3), FloatVector.broadcast(S, TANH_Q2)),
                squashedU.fma(FloatVector.broadcast(S, TANH_Q1), FloatVector.broadcast(S, 1f)));
        FloatVector squashedH = squashedX.mul(squashedU.neg().fma(squashedP, squashedQ));
        FloatVector squashed =
                squashedH.mul(squashedQ).div(squashedH.mul(0.25f).fma(squashedH, squashedQ.mul(squashedQ)));
        FloatVector outputX = o.neg().max(-87f).min(88.3f);
        FloatVector outputT = outputX.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, ROUNDER));
        FloatVector outputN = outputT.sub(ROUNDER);
        FloatVector outputR = outputN.fma(
                FloatVector.broadcast(S, -LN2_LOW), outputN.fma(FloatVector.broadcast(S, -LN2_HIGH), outputX));
        FloatVector outputS = outputR.mul(outputR);
        FloatVector outputP = outputS.fma(
                outputR.fma(FloatVector.broadcast(S, EXP_5), FloatVector.broadcast(S, EXP_4)),
                outputR.fma(FloatVector.broadcast(S, EXP_3), FloatVector.broadcast(S, EXP_2)));
        FloatVector outputF = outputS.fma(
                        outputS.fma(
                                outputP, outputR.fma(FloatVector.broadcast(S, EXP_1), FloatVector.broadcast(S, EXP_0))),
                        outputR)
                .add(1f);
        IntVector outputE =
                outputF.reinterpretAsInts().add(outputT.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23));
        FloatVector output =
                FloatVector.broadcast(S, 1f).div(outputE.reinterpretAsFloats().add(1f));
        output.mul(squashed).intoArray(h, unit);
    }
}
