// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.metric;

import org.rnnc.runtime.model.DataSpec;
import org.rnnc.training.Goal;

/** The root of the mean squared error, over all numbers of all predictions. */
final class RootMeanSquare extends Metric {
    private double squares;
    private long count;

    RootMeanSquare(int size) {
        super("RMSE", Goal.MINIMIZE, size, DataSpec.Kind.VECTOR);
    }

    @Override
    public void reset() {
        squares = 0;
        count = 0;
    }

    @Override
    public double value() {
        return Math.sqrt(squares / count);
    }

    @Override
    protected void count(double[] prediction, double[] target) {
        for (int i = 0; i < prediction.length; i++) {
            double error = prediction[i] - target[i];
            squares += error * error;
        }
        count += prediction.length;
    }
}
