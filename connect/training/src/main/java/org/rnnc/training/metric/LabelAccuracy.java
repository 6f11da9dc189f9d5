// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.metric;

import org.rnnc.runtime.model.DataSpec;

/** The share of labels, each for itself, about which a prediction is right. */
final class LabelAccuracy extends Labels {
    LabelAccuracy(int size, double threshold) {
        super("accuracy", size, DataSpec.Kind.VECTOR, threshold);
    }

    @Override
    public double value() {
        long wrong = 0;
        for (int label = 0; label < size(); label++) {
            wrong += predictedOnly(label) + trueOnly(label);
        }
        return (double) (decided() - wrong) / decided();
    }
}
