// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

/** What kernels must compute, as loops over doubles. */
final class Scalar {
    private static final double TOLERANCE = 2e-5;

    private Scalar() {}

    /** The gates of a unit before activation: bias, and the inputs from {@code first} to {@code end}. */
    static double sum(float[] w, int row, double start, double[] xh, int first, int end) {
        double sum = start;
        for (int k = first; k < end; k++) {
            sum += w[row * Shape.K + k] * xh[k];
        }
        return sum;
    }

    /** A step of {@code lstm}: {@code xh} has the new output afterwards, {@code c} the new cell. */
    static void lstm(float[] w, float[] b, double[] xh, double[] c) {
        double[] before = xh.clone();
        for (int unit = 0; unit < Shape.H; unit++) {
            double[] gates = new double[4];
            for (int gate = 0; gate < 4; gate++) {
                int row = gate * Shape.H + unit;
                gates[gate] = sum(w, row, b[row], before, 0, Shape.K);
            }
            c[unit] = sigmoid(gates[1]) * c[unit] + sigmoid(gates[0]) * Math.tanh(gates[2]);
            xh[Shape.I + unit] = sigmoid(gates[3]) * Math.tanh(c[unit]);
        }
    }

    /** A step of {@code gru}, as PyTorch's: the reset gate is for the state's part of the new value. */
    static void gru(float[] w, float[] b, double[] xh) {
        double[] before = xh.clone();
        int h = Shape.H;
        for (int unit = 0; unit < h; unit++) {
            double reset = sigmoid(sum(w, unit, b[unit], before, 0, Shape.K));
            double update = sigmoid(sum(w, h + unit, b[h + unit], before, 0, Shape.K));
            double ofX = sum(w, 2 * h + unit, b[2 * h + unit], before, 0, Shape.I);
            double ofH = sum(w, 2 * h + unit, b[3 * h + unit], before, Shape.I, Shape.K);
            double fresh = Math.tanh(ofX + reset * ofH);
            xh[Shape.I + unit] = fresh + update * (before[Shape.I + unit] - fresh);
        }
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** A wrong kernel is no yardstick. */
    static void agree(String what, double expected, float found) {
        if (!(Math.abs(expected - found) <= TOLERANCE * Math.max(1, Math.abs(expected)))) {
            throw new IllegalStateException(what + " is " + found + " in place of " + expected);
        }
    }
}
