// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.metric;

import org.rnnc.runtime.model.DataSpec;
import org.rnnc.training.Goal;

/** The share of targets that are among the likeliest k tokens; of equals the lower token is the likelier one. */
final class Accuracy extends Metric {
    private final int top;
    private long hits;
    private long count;

    Accuracy(int size, int top) {
        super(top == 1 ? "accuracy" : "accuracy among " + top, Goal.MAXIMIZE, size, DataSpec.Kind.TOKEN);
        if (top < 1 || top > size) {
            throw new IllegalArgumentException(
                    "the likeliest " + top + " of " + size + " tokens: expected 1 to " + size);
        }
        this.top = top;
    }

    @Override
    public void reset() {
        hits = 0;
        count = 0;
    }

    @Override
    public double value() {
        return (double) hits / count;
    }

    @Override
    protected void count(double[] prediction, int target) {
        int likelier = 0;
        for (int token = 0; token < prediction.length; token++) {
            if (prediction[token] > prediction[target] || prediction[token] == prediction[target] && token < target) {
                likelier++;
            }
        }
        count++;
        if (likelier < top) {
            hits++;
        }
    }
}
