// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

import org.rnnc.samples.benchmarks.workload.Numbers;

/** A matrix by rows, its gradient, and what an optimizer remembers of it. */
final class Weights {
    private static final float RATE = 0.001f;

    private final float[][] values;
    private final float[][] gradient;
    private final float[][] first;
    private final float[][] second;
    private final int columns;

    Weights(int rows, int columns) {
        this.columns = columns;
        values = Numbers.normal(rows, columns);
        gradient = new float[rows][columns];
        first = new float[rows][columns];
        second = new float[rows][columns];
    }

    float[][] gradient() {
        return gradient;
    }

    float[] value(int row) {
        return values[row];
    }

    double squares() {
        double sum = 0;
        for (float[] row : gradient) {
            sum += Passes.squares(row, columns);
        }
        return sum;
    }

    void adam(float scale) {
        for (int row = 0; row < values.length; row++) {
            Passes.adam(values[row], gradient[row], first[row], second[row], columns, scale, RATE);
        }
    }

    void adagrad(float rate) {
        for (int row = 0; row < values.length; row++) {
            Passes.adagrad(values[row], gradient[row], first[row], columns, rate);
        }
    }
}
