// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

import static org.rnnc.samples.benchmarks.yardstick.kernel.Scalar.agree;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Scalar.sigmoid;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.L;

import org.rnnc.samples.benchmarks.workload.Numbers;

/** Holds the kernels of batches and of training against loops over doubles, on small sizes that reach every tile. */
final class KernelChecks {
    private static final int ROWS = 8;
    private static final int DEPTH = 16;

    private KernelChecks() {}

    /** @throws IllegalStateException if one of them is wrong */
    static void run() {
        product();
        gradient();
        gradientInBlocks();
        lstm();
        crossEntropy();
        adam();
        adagrad();
        rnn();
    }

    private static void product() {
        int columns = 5 * L;
        float[][] x = Numbers.normal(ROWS, DEPTH);
        float[][] w = Numbers.normal(DEPTH, columns);
        float[][] y = Numbers.normal(ROWS, columns);
        float[][] start = Numbers.normal(ROWS, columns);
        Product.add(x, 0, Panels.ofProduct(w, columns), y, ROWS, DEPTH, columns);
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < columns; column++) {
                double sum = start[row][column];
                for (int k = 0; k < DEPTH; k++) {
                    sum += (double) x[row][k] * w[k][column];
                }
                agree("a product", sum, y[row][column]);
            }
        }
    }

    private static void gradient() {
        gradient(ROWS, DEPTH, 5 * L);
    }

    /** So many inputs that sums go through memory. */
    private static void gradientInBlocks() {
        gradient(300, 1000, 4 * L);
    }

    private static void gradient(int rows, int inputs, int columns) {
        float[][] x = Numbers.normal(rows, inputs);
        float[][] d = Numbers.normal(rows, columns);
        float[][] g = new float[inputs][columns];
        Gradient.add(x, d, g, rows, inputs, columns);
        for (int k = 0; k < inputs; k++) {
            for (int column = 0; column < columns; column++) {
                double sum = 0;
                double size = 0;
                for (int row = 0; row < rows; row++) {
                    sum += (double) x[row][k] * d[row][column];
                    size += Math.abs((double) x[row][k] * d[row][column]);
                }
                agree("a gradient", 1 + sum / size, 1 + (float) (g[k][column] / size));
            }
        }
    }

    private static void lstm() {
        float[] p = Numbers.normal(4 * L);
        float[] before = Numbers.weights(L, 1);
        float[] c = new float[L];
        float[] t = new float[L];
        float[] h = new float[L];
        float[] dh = Numbers.weights(L, 2);
        float[] dc = Numbers.weights(L, 3);
        float[] sums = p.clone();
        float[] dcAfter = dc.clone();
        LstmTraining.forward(p, 0, before, c, t, h);
        LstmTraining.backward(p, 0, before, t, dh, dc);
        for (int u = 0; u < L; u++) {
            double input = sigmoid(sums[u]);
            double forget = sigmoid(sums[L + u]);
            double cell = Math.tanh(sums[2 * L + u]);
            double output = sigmoid(sums[3 * L + u]);
            double kept = forget * before[u] + input * cell;
            double squashed = Math.tanh(kept);
            double dCell = dcAfter[u] + dh[u] * output * (1 - squashed * squashed);
            agree("a cell", kept, c[u]);
            agree("an output", output * squashed, h[u]);
            agree("a cell's gradient", dCell * forget, dc[u]);
            agree("an input gate's gradient", dCell * cell * input * (1 - input), p[u]);
            agree("a forget gate's gradient", dCell * before[u] * forget * (1 - forget), p[L + u]);
            agree("a new cell's gradient", dCell * input * (1 - cell * cell), p[2 * L + u]);
            agree("an output gate's gradient", dh[u] * squashed * output * (1 - output), p[3 * L + u]);
        }
    }

    private static void crossEntropy() {
        int width = 3 * L;
        int last = width - 5;
        float[] y = Numbers.normal(width);
        double total = 0;
        for (int j = 0; j < width; j++) {
            y[j] = j < last ? y[j] : -1e30f;
            total += Math.exp(y[j]);
        }
        float[] logits = y.clone();
        Passes.crossEntropy(y, width, 2, 0.5f);
        for (int j = 0; j < width; j++) {
            agree("a gradient of the loss", 0.5 * (Math.exp(logits[j]) / total - (j == 2 ? 1 : 0)), y[j]);
        }
    }

    private static void adam() {
        float[] w = new float[L];
        float[] g = Numbers.normal(L);
        float[] given = g.clone();
        float[] m = Numbers.weights(L, 1);
        float[] v = new float[L];
        float[] mean = m.clone();
        Passes.adam(w, g, m, v, L, 0.5f, 0.1f);
        double squares = 0;
        for (int j = 0; j < L; j++) {
            double d = 0.5 * given[j];
            double newMean = 0.9 * mean[j] + 0.1 * d;
            agree("Adam", -0.1 * newMean / (Math.sqrt(0.001 * d * d) + 1e-8), w[j]);
            agree("a gradient after an update", 0, g[j]);
            squares += (double) given[j] * given[j];
        }
        agree("a sum of squares", squares, Passes.squares(given, L));
    }

    private static void adagrad() {
        float[] w = new float[L];
        float[] g = Numbers.normal(L);
        g[0] = 7;
        float[] given = g.clone();
        float[] m = new float[L];
        m[1] = 3;
        Passes.adagrad(w, g, m, L, 0.1f);
        for (int j = 0; j < L; j++) {
            double d = Math.max(-5, Math.min(5, given[j]));
            agree("Adagrad", -0.1 * d / (Math.sqrt((j == 1 ? 3 : 0) + d * d) + 1e-8), w[j]);
            agree("a gradient after an update", 0, g[j]);
        }
    }

    private static void rnn() {
        int columns = 7 * L;
        float[] x = Numbers.normal(DEPTH);
        float[][] w = Numbers.normal(DEPTH, columns);
        float[] y = new float[columns];
        RnnKernels.addProduct(x, w, y, 0, DEPTH);
        float[] h = y.clone();
        RnnKernels.squash(h, columns);
        float[] dh = Numbers.normal(columns);
        float[] before = dh.clone();
        RnnKernels.unsquash(h, dh, columns);
        for (int column = 0; column < columns; column++) {
            double sum = 0;
            for (int k = 0; k < DEPTH; k++) {
                sum += (double) x[k] * w[k][column];
            }
            agree("a sum", sum, y[column]);
            agree("an activation", Math.tanh(sum), h[column]);
            agree("its gradient", before[column] * (1 - (double) h[column] * h[column]), dh[column]);
        }
    }
}
