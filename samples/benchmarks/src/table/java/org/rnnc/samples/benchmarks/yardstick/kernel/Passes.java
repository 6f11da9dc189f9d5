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
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.L;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Passes over rows: the loss, the updates of weights, sums.
 */
final class Passes {
    private Passes() {}

    /** Logits become the gradient of {@code factor} times the cross-entropy of their softmax; columns past the last hold -1e30. */
    static void crossEntropy(float[] y, int width, int target, float factor) {
        FloatVector top = FloatVector.broadcast(S, -1e30f);
        for (int j = 0; j < width; j += L) {
            top = top.max(FloatVector.fromArray(S, y, j));
        }
        float highest = top.reduceLanes(VectorOperators.MAX);
        FloatVector total = FloatVector.zero(S);
        for (int j = 0; j < width; j += L) {
            FloatVector eX =
                    FloatVector.fromArray(S, y, j).sub(highest).max(-87f).min(88.3f);
            FloatVector eT = eX.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, ROUNDER));
            FloatVector eN = eT.sub(ROUNDER);
            FloatVector eR =
                    eN.fma(FloatVector.broadcast(S, -LN2_LOW), eN.fma(FloatVector.broadcast(S, -LN2_HIGH), eX));
            FloatVector eS = eR.mul(eR);
            FloatVector eP = eS.fma(
                    eR.fma(FloatVector.broadcast(S, EXP_5), FloatVector.broadcast(S, EXP_4)),
                    eR.fma(FloatVector.broadcast(S, EXP_3), FloatVector.broadcast(S, EXP_2)));
            FloatVector eF = eS.fma(
                            eS.fma(eP, eR.fma(FloatVector.broadcast(S, EXP_1), FloatVector.broadcast(S, EXP_0))), eR)
                    .add(1f);
            IntVector eE = eF.reinterpretAsInts().add(eT.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23));
            FloatVector e = eE.reinterpretAsFloats();
            e.intoArray(y, j);
            total = total.add(e);
        }
        float scale = factor / total.reduceLanes(VectorOperators.ADD);
        for (int j = 0; j < width; j += L) {
            FloatVector.fromArray(S, y, j).mul(scale).intoArray(y, j);
        }
        y[target] -= factor;
    }

    /** Adam, with both corrections in {@code rate}; the gradient, scaled by {@code scale}, becomes zero. */
    static void adam(float[] w, float[] g, float[] m, float[] v, int size, float scale, float rate) {
        for (int j = 0; j < size; j += L) {
            FloatVector d = FloatVector.fromArray(S, g, j).mul(scale);
            FloatVector mean = FloatVector.fromArray(S, m, j).mul(0.9f).add(d.mul(0.1f));
            FloatVector square =
                    FloatVector.fromArray(S, v, j).mul(0.999f).add(d.mul(d).mul(0.001f));
            mean.intoArray(m, j);
            square.intoArray(v, j);
            FloatVector.fromArray(S, w, j)
                    .sub(mean.mul(rate).div(square.sqrt().add(1e-8f)))
                    .intoArray(w, j);
            FloatVector.zero(S).intoArray(g, j);
        }
    }

    /** Adagrad, with each element of the gradient within -5 and 5; the gradient becomes zero. */
    static void adagrad(float[] w, float[] g, float[] m, int size, float rate) {
        for (int j = 0; j < size; j += L) {
            FloatVector d = FloatVector.fromArray(S, g, j).min(5f).max(-5f);
            FloatVector memory = d.fma(d, FloatVector.fromArray(S, m, j));
            memory.intoArray(m, j);
            FloatVector.fromArray(S, w, j)
                    .sub(d.mul(rate).div(memory.sqrt().add(1e-8f)))
                    .intoArray(w, j);
            FloatVector.zero(S).intoArray(g, j);
        }
    }

    /** The sum of squares. */
    static float squares(float[] g, int size) {
        FloatVector sum = FloatVector.zero(S);
        for (int j = 0; j < size; j += L) {
            FloatVector d = FloatVector.fromArray(S, g, j);
            sum = d.fma(d, sum);
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    /** Adds one row to another. */
    static void addRow(float[] from, float[] to, int size) {
        for (int j = 0; j < size; j += L) {
            FloatVector.fromArray(S, to, j)
                    .add(FloatVector.fromArray(S, from, j))
                    .intoArray(to, j);
        }
    }
}
