// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks;

import java.util.Arrays;

/**
 * The network of {@code CharRnn.rnn} as one writes it by hand: min-char-rnn with loops in place of numpy. Matrices have
 * an array for each row, loops run along rows, and nothing is allocated after the constructor; beyond that, nothing is
 * done for speed.
 */
final class HandWrittenCharRnn {
    static final int TOKENS = 65;
    static final int HIDDEN = 100;
    static final int WINDOW = 25;

    private static final float RATE = 0.1f;
    private static final float CLIP = 5;
    private static final float EPSILON = 1e-10f;

    final float[][] wxh = new float[HIDDEN][TOKENS];
    final float[][] whh = new float[HIDDEN][HIDDEN];
    final float[][] why = new float[TOKENS][HIDDEN];
    final float[] bx = new float[HIDDEN];
    final float[] bh = new float[HIDDEN];
    final float[] by = new float[TOKENS];

    final float[][] dwxh = new float[HIDDEN][TOKENS];
    final float[][] dwhh = new float[HIDDEN][HIDDEN];
    final float[][] dwhy = new float[TOKENS][HIDDEN];
    final float[] dbx = new float[HIDDEN];
    final float[] dbh = new float[HIDDEN];
    final float[] dby = new float[TOKENS];

    final float[][] mwxh = new float[HIDDEN][TOKENS];
    final float[][] mwhh = new float[HIDDEN][HIDDEN];
    final float[][] mwhy = new float[TOKENS][HIDDEN];
    final float[] mbx = new float[HIDDEN];
    final float[] mbh = new float[HIDDEN];
    final float[] mby = new float[TOKENS];

    /** The state before the window, then after each of its steps. */
    final float[][] hs = new float[WINDOW + 1][HIDDEN];

    private final float[][] ps = new float[WINDOW][TOKENS];
    private final float[] dy = new float[TOKENS];
    private final float[] dh = new float[HIDDEN];
    private final float[] dhraw = new float[HIDDEN];
    private final float[] dhnext = new float[HIDDEN];

    /** Trains on one window and goes on with the state it ends with. */
    float train(int[] inputs, int[] targets) {
        float loss = gradients(inputs, targets);
        update();
        System.arraycopy(hs[WINDOW], 0, hs[0], 0, HIDDEN);
        return loss;
    }

    /** Computes the loss and all gradients of one window. */
    float gradients(int[] inputs, int[] targets) {
        float loss = 0;
        for (int t = 0; t < WINDOW; t++) {
            hidden(inputs[t], hs[t], hs[t + 1]);
            probabilities(hs[t + 1], ps[t]);
            loss -= (float) Math.log(ps[t][targets[t]]);
        }
        clearGradients();
        for (int t = WINDOW - 1; t >= 0; t--) {
            backward(t, inputs[t], targets[t]);
        }
        return loss;
    }

    /** One step of a text, without training. */
    void step(float[] h, float[] newH, int token, float[] next) {
        hidden(token, h, newH);
        probabilities(newH, next);
    }

    private void hidden(int token, float[] h, float[] newH) {
        for (int i = 0; i < HIDDEN; i++) {
            float sum = wxh[i][token] + bx[i] + bh[i];
            for (int j = 0; j < HIDDEN; j++) {
                sum += whh[i][j] * h[j];
            }
            newH[i] = (float) Math.tanh(sum);
        }
    }

    private void probabilities(float[] h, float[] p) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < TOKENS; i++) {
            float sum = by[i];
            for (int j = 0; j < HIDDEN; j++) {
                sum += why[i][j] * h[j];
            }
            p[i] = sum;
            largest = Math.max(largest, sum);
        }
        float total = 0;
        for (int i = 0; i < TOKENS; i++) {
            p[i] = (float) Math.exp(p[i] - largest);
            total += p[i];
        }
        for (int i = 0; i < TOKENS; i++) {
            p[i] /= total;
        }
    }

    private void backward(int t, int token, int target) {
        float[] h = hs[t + 1];
        System.arraycopy(ps[t], 0, dy, 0, TOKENS);
        dy[target] -= 1;
        System.arraycopy(dhnext, 0, dh, 0, HIDDEN);
        for (int i = 0; i < TOKENS; i++) {
            dby[i] += dy[i];
            for (int j = 0; j < HIDDEN; j++) {
                dwhy[i][j] += dy[i] * h[j];
                dh[j] += why[i][j] * dy[i];
            }
        }
        Arrays.fill(dhnext, 0);
        for (int i = 0; i < HIDDEN; i++) {
            dhraw[i] = (1 - h[i] * h[i]) * dh[i];
            dbx[i] += dhraw[i];
            dbh[i] += dhraw[i];
            dwxh[i][token] += dhraw[i];
            for (int j = 0; j < HIDDEN; j++) {
                dwhh[i][j] += dhraw[i] * hs[t][j];
                dhnext[j] += whh[i][j] * dhraw[i];
            }
        }
    }

    private void clearGradients() {
        clear(dwxh);
        clear(dwhh);
        clear(dwhy);
        Arrays.fill(dbx, 0);
        Arrays.fill(dbh, 0);
        Arrays.fill(dby, 0);
        Arrays.fill(dhnext, 0);
    }

    private static void clear(float[][] matrix) {
        for (float[] row : matrix) {
            Arrays.fill(row, 0);
        }
    }

    /** Clips the gradients, then takes a step of Adagrad. */
    private void update() {
        update(wxh, dwxh, mwxh);
        update(whh, dwhh, mwhh);
        update(why, dwhy, mwhy);
        update(bx, dbx, mbx);
        update(bh, dbh, mbh);
        update(by, dby, mby);
    }

    private static void update(float[][] parameter, float[][] gradient, float[][] memory) {
        for (int i = 0; i < parameter.length; i++) {
            update(parameter[i], gradient[i], memory[i]);
        }
    }

    private static void update(float[] parameter, float[] gradient, float[] memory) {
        for (int i = 0; i < parameter.length; i++) {
            float g = Math.max(-CLIP, Math.min(CLIP, gradient[i]));
            memory[i] += g * g;
            parameter[i] -= RATE * g / ((float) Math.sqrt(memory[i]) + EPSILON);
        }
    }
}
