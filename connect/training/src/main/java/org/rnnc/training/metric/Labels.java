// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.metric;

import java.util.Arrays;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.training.Goal;

/**
 * Counts, for each label, how often it was predicted and true, predicted only, and true only. Of predictions of a token
 * the label is the likeliest one (of equals the lower); of numbers, each that is above a threshold.
 */
abstract class Labels extends Metric {
    private final double threshold;
    private final long[] both;
    private final long[] predictedOnly;
    private final long[] trueOnly;
    private long labels;

    Labels(String name, int size, DataSpec.Kind targets, double threshold) {
        super(name, Goal.MAXIMIZE, size, targets);
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException(name + ": the threshold is not a number");
        }
        this.threshold = threshold;
        both = new long[size];
        predictedOnly = new long[size];
        trueOnly = new long[size];
    }

    @Override
    public final void reset() {
        Arrays.fill(both, 0);
        Arrays.fill(predictedOnly, 0);
        Arrays.fill(trueOnly, 0);
        labels = 0;
    }

    @Override
    protected final void checkTarget(double[] target, int index) {
        for (int i = 0; i < target.length; i++) {
            if (target[i] != 0 && target[i] != 1) {
                throw new IllegalArgumentException(
                        "targets: " + target[i] + " at index " + (index + i) + ": expected 0 or 1");
            }
        }
    }

    @Override
    protected final void count(double[] prediction, int target) {
        int likeliest = 0;
        for (int token = 1; token < prediction.length; token++) {
            if (prediction[token] > prediction[likeliest]) {
                likeliest = token;
            }
        }
        labels++;
        if (likeliest == target) {
            both[target]++;
        } else {
            predictedOnly[likeliest]++;
            trueOnly[target]++;
        }
    }

    @Override
    protected final void count(double[] prediction, double[] target) {
        labels += prediction.length;
        for (int label = 0; label < prediction.length; label++) {
            boolean predicted = prediction[label] > threshold;
            if (target[label] == 1) {
                (predicted ? both : trueOnly)[label]++;
            } else if (predicted) {
                predictedOnly[label]++;
            }
        }
    }

    /** How many labels there were to decide on. */
    final long decided() {
        return labels;
    }

    final long both(int label) {
        return both[label];
    }

    final long predictedOnly(int label) {
        return predictedOnly[label];
    }

    final long trueOnly(int label) {
        return trueOnly[label];
    }
}
