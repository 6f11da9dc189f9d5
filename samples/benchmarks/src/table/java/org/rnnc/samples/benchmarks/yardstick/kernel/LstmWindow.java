// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.H;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.I;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.K;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.L;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.S;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.rnnc.samples.benchmarks.workload.Numbers;
import org.rnnc.samples.benchmarks.workload.Timed;

/**
 * All kernels of a training step of W2, in their order: a vector of units, so that a row of gates is four vectors, the
 * squared error of a dot product at the last step, SGD. The weights for the way back are not made anew after an update.
 */
public final class LstmWindow implements Timed {
    private static final int STEPS = 32;
    private static final int WINDOWS = 16;
    private static final float RATE = 0.01f;

    /** What a row of gates is made of: input, state, one for the bias; padded for the tiles of gradients. */
    private static final int FACTORS = 12;

    private static final double SHIFT = 1e-4;
    private static final double TOLERANCE = 1e-4;

    private final float[] logical = Numbers.weights(4 * H * K, 2);
    private final float[] logicalBias = Numbers.weights(4 * H, 3);
    private final float[] w = Panels.ofStep(logical, 4, 1);
    private final float[] b = Panels.ofBias(logicalBias, 4);
    private final float[] back = new float[4 * H * H];
    private final float[] head = Numbers.weights(H, 4);
    private final float[] dHead = new float[H];
    private float headBias;
    private final float[][] x = Numbers.normal(WINDOWS, STEPS);
    private final float[][] target = Numbers.normal(WINDOWS, 1);
    private final float[][] factors = new float[STEPS + 1][FACTORS];
    private final float[][] gates = new float[STEPS][4 * H];
    private final float[][] c = new float[STEPS + 1][H];
    private final float[][] squashed = new float[STEPS][H];
    private final float[][] h = new float[STEPS][H];
    private final float[] dh = new float[H];
    private final float[] dc = new float[H];
    private final float[][] gradient = new float[FACTORS][4 * H];

    /** Checked against differences of a loop's losses before it is used. */
    public LstmWindow() {
        for (int gate = 0; gate < 4 * H; gate++) {
            for (int unit = 0; unit < H; unit++) {
                back[gate * H + unit] = w[(I + unit) * 4 * H + gate];
            }
        }
        for (float[] row : factors) {
            row[K] = 1;
        }
        check();
    }

    @Override
    public void run(int calls) {
        for (int i = 0; i < calls; i++) {
            pass(x[i % WINDOWS], target[i % WINDOWS][0]);
            update();
        }
    }

    /** Forward, and back: the gradients of all weights. */
    private void pass(float[] input, float wanted) {
        for (int t = 0; t < STEPS; t++) {
            factors[t][0] = input[t];
            LstmKernels.gates4(w, 0, b, 0, factors[t], gates[t]);
            LstmTraining.forward(gates[t], 0, c[t], c[t + 1], squashed[t], h[t]);
            System.arraycopy(h[t], 0, factors[t + 1], I, H);
        }
        float dy = 2 * (output() - wanted);
        for (int unit = 0; unit < H; unit++) {
            dHead[unit] = dy * h[STEPS - 1][unit];
            dh[unit] = dy * head[unit];
        }
        headBias -= RATE * dy;
        Arrays.fill(dc, 0);
        for (int t = STEPS - 1; t >= 0; t--) {
            LstmTraining.backward(gates[t], 0, c[t], squashed[t], dh, dc);
            sendBack(gates[t]);
        }
        for (int k = 0; k < FACTORS; k += 6) {
            GradientTiles.tile6x4(factors, gates, gradient, k, 0, 0, STEPS);
        }
    }

    private float output() {
        float y = headBias;
        for (int unit = 0; unit < H; unit++) {
            y = Math.fma(h[STEPS - 1][unit], head[unit], y);
        }
        return y;
    }

    /** The gradient of the state before, in four chains. */
    private void sendBack(float[] d) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        FloatVector s2 = FloatVector.zero(S);
        FloatVector s3 = FloatVector.zero(S);
        for (int j = 0; j < 4 * L; j += 4) {
            s0 = FloatVector.broadcast(S, d[j]).fma(FloatVector.fromArray(S, back, j * L), s0);
            s1 = FloatVector.broadcast(S, d[j + 1]).fma(FloatVector.fromArray(S, back, (j + 1) * L), s1);
            s2 = FloatVector.broadcast(S, d[j + 2]).fma(FloatVector.fromArray(S, back, (j + 2) * L), s2);
            s3 = FloatVector.broadcast(S, d[j + 3]).fma(FloatVector.fromArray(S, back, (j + 3) * L), s3);
        }
        s0.add(s1).add(s2.add(s3)).intoArray(dh, 0);
    }

    private void update() {
        for (int k = 0; k < K; k++) {
            step(w, 4 * L * k, gradient[k], 4 * L);
        }
        step(b, 0, gradient[K], 4 * L);
        step(head, 0, dHead, L);
    }

    /** SGD; the gradient becomes zero. */
    private static void step(float[] weights, int from, float[] g, int size) {
        for (int j = 0; j < size; j += L) {
            FloatVector.fromArray(S, g, j)
                    .fma(FloatVector.broadcast(S, -RATE), FloatVector.fromArray(S, weights, from + j))
                    .intoArray(weights, from + j);
            FloatVector.zero(S).intoArray(g, j);
        }
    }

    private void check() {
        pass(x[0], target[0][0]);
        headBias = 0;
        for (int k = 0; k < K; k++) {
            for (int gate = 0; gate < 4; gate++) {
                int weight = (gate * H + k % H) * K + k;
                double slope = (loss(weight, SHIFT) - loss(weight, -SHIFT)) / (2 * SHIFT);
                double found = gradient[k][gate * H + k % H];
                if (!(Math.abs(slope - found) <= TOLERANCE * Math.max(1, Math.abs(slope)))) {
                    throw new IllegalStateException(
                            "gradient " + k + " of gate " + gate + " is " + found + " in place of " + slope);
                }
            }
        }
        for (float[] row : gradient) {
            Arrays.fill(row, 0);
        }
    }

    /** Of the first window, with one weight shifted. */
    private double loss(int weight, double shift) {
        double[] state = new double[K];
        double[] cell = new double[H];
        float[] shifted = logical.clone();
        shifted[weight] += (float) shift;
        for (int t = 0; t < STEPS; t++) {
            state[0] = x[0][t];
            Scalar.lstm(shifted, logicalBias, state, cell);
        }
        double y = 0;
        for (int unit = 0; unit < H; unit++) {
            y += head[unit] * state[I + unit];
        }
        return (y - target[0][0]) * (y - target[0][0]);
    }
}
