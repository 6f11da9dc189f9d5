// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rnnc.runtime.model.Model;

/**
 * A character model with one recurrent layer, trained by the loops one writes by hand, of the kind of
 * {@code HandWrittenCharRnn}: an array for each row of a matrix, loops along rows, sequences of a batch one after the
 * other, nothing allocated after the constructor, and nothing done for speed. Its sizes are known at run time.
 */
final class LoopNetwork {
    static final int TOKENS = 65;
    static final int WINDOW = 25;

    private static final float RATE = 0.1f;
    private static final float CLIP = 5;
    private static final float EPSILON = 1e-10f;

    private final LoopCell cell;
    private final int hidden;
    private final int batch;
    private final List<Weights> all = new ArrayList<>();
    private final Weights wx;
    private final Weights wh;
    private final Weights bx;
    private final Weights bh;
    private final Weights wy;
    private final Weights by;
    /** {@code [batch][window + 1]}: before the window, then after each of its steps. */
    private final LoopStep[][] steps;

    private final LoopStep.Adjoints d;

    /** A parameter, its gradient and Adagrad's memory of it. */
    private record Weights(float[][] values, float[][] gradient, float[][] memory) {}

    LoopNetwork(LoopCell cell, int hidden, int batch) {
        this.cell = cell;
        this.hidden = hidden;
        this.batch = batch;
        int rows = cell.gates() * hidden;
        this.wx = weights(rows, TOKENS);
        this.wh = weights(rows, hidden);
        this.bx = weights(1, rows);
        this.bh = weights(1, rows);
        this.wy = weights(TOKENS, hidden);
        this.by = weights(1, TOKENS);
        this.steps = new LoopStep[batch][WINDOW + 1];
        for (LoopStep[] sequence : steps) {
            Arrays.setAll(sequence, t -> new LoopStep(cell, hidden, TOKENS));
        }
        this.d = new LoopStep.Adjoints(cell, hidden, TOKENS);
    }

    private Weights weights(int rows, int columns) {
        Weights weights = new Weights(new float[rows][columns], new float[rows][columns], new float[rows][columns]);
        all.add(weights);
        return weights;
    }

    /** Takes the parameters of a generated model over. */
    void take(Model model, String layer) {
        read(model, layer + ".weight_ih", wx);
        read(model, layer + ".weight_hh", wh);
        read(model, layer + ".bias_ih", bx);
        read(model, layer + ".bias_hh", bh);
        read(model, "dense.weight", wy);
        read(model, "dense.bias", by);
    }

    private static void read(Model model, String name, Weights weights) {
        int columns = weights.values[0].length;
        float[] flat = new float[weights.values.length * columns];
        model.parameter(name).read(flat);
        for (int i = 0; i < weights.values.length; i++) {
            System.arraycopy(flat, i * columns, weights.values[i], 0, columns);
        }
    }

    /** Trains on one window, {@code [step][batch]}, and goes on with the states it ends with: the mean loss of a step. */
    float train(int[] inputs, int[] targets) {
        for (Weights weights : all) {
            for (float[] row : weights.gradient) {
                Arrays.fill(row, 0);
            }
        }
        float loss = 0;
        for (int b = 0; b < batch; b++) {
            for (int t = 0; t < WINDOW; t++) {
                loss += forward(steps[b][t + 1], steps[b][t], inputs[t * batch + b], targets[t * batch + b]);
            }
            Arrays.fill(d.h, 0);
            Arrays.fill(d.c, 0);
            for (int t = WINDOW - 1; t >= 0; t--) {
                backward(steps[b][t + 1], steps[b][t], inputs[t * batch + b], targets[t * batch + b]);
            }
            System.arraycopy(steps[b][WINDOW].h, 0, steps[b][0].h, 0, hidden);
            System.arraycopy(steps[b][WINDOW].c, 0, steps[b][0].c, 0, hidden);
        }
        all.forEach(LoopNetwork::update);
        return loss / (WINDOW * batch);
    }

    private float forward(LoopStep step, LoopStep before, int token, int target) {
        for (int i = 0; i < step.fromInput.length; i++) {
            step.fromInput[i] = bx.values[0][i] + wx.values[i][token];
        }
        product(step.fromState, bh.values[0], wh.values, before.h);
        cell.forward(step, before);
        product(step.probabilities, by.values[0], wy.values, step.h);
        softmax(step.probabilities);
        return (float) -Math.log(step.probabilities[target]);
    }

    private static void product(float[] out, float[] start, float[][] w, float[] x) {
        for (int i = 0; i < out.length; i++) {
            float sum = start[i];
            for (int j = 0; j < x.length; j++) {
                sum += w[i][j] * x[j];
            }
            out[i] = sum;
        }
    }

    private static void softmax(float[] p) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : p) {
            largest = Math.max(largest, value);
        }
        float total = 0;
        for (int i = 0; i < p.length; i++) {
            p[i] = (float) Math.exp(p[i] - largest);
            total += p[i];
        }
        for (int i = 0; i < p.length; i++) {
            p[i] /= total;
        }
    }

    private void backward(LoopStep step, LoopStep before, int token, int target) {
        for (int i = 0; i < TOKENS; i++) {
            d.y[i] = (step.probabilities[i] - (i == target ? 1 : 0)) / (WINDOW * batch);
        }
        outer(wy.gradient, by.gradient[0], d.y, step.h);
        transposed(d.h, wy.values, d.y);
        cell.backward(step, before, d);
        for (int i = 0; i < d.fromInput.length; i++) {
            bx.gradient[0][i] += d.fromInput[i];
            wx.gradient[i][token] += d.fromInput[i];
        }
        outer(wh.gradient, bh.gradient[0], d.fromState, before.h);
        System.arraycopy(d.direct, 0, d.h, 0, hidden);
        transposed(d.h, wh.values, d.fromState);
    }

    private static void outer(float[][] gradient, float[] ofBias, float[] d, float[] x) {
        for (int i = 0; i < d.length; i++) {
            ofBias[i] += d[i];
            for (int j = 0; j < x.length; j++) {
                gradient[i][j] += d[i] * x[j];
            }
        }
    }

    private static void transposed(float[] out, float[][] w, float[] d) {
        for (int i = 0; i < d.length; i++) {
            for (int j = 0; j < out.length; j++) {
                out[j] += w[i][j] * d[i];
            }
        }
    }

    /** Clips the gradients, then takes a step of Adagrad. */
    private static void update(Weights weights) {
        for (int i = 0; i < weights.values.length; i++) {
            float[] value = weights.values[i];
            float[] gradient = weights.gradient[i];
            float[] memory = weights.memory[i];
            for (int j = 0; j < value.length; j++) {
                float g = Math.max(-CLIP, Math.min(CLIP, gradient[j]));
                memory[j] += g * g;
                value[j] -= RATE * g / ((float) Math.sqrt(memory[j]) + EPSILON);
            }
        }
    }
}
