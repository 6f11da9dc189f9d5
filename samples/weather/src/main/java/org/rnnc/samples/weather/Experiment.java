// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import java.util.stream.IntStream;
import org.rnnc.progress.Display;

/**
 * Trains networks without a look at the test year. How many epochs are best is found out on the last of the training
 * years: networks that learn from the years before it are tested on it after each epoch. Then new ones learn from all
 * training years, for that many epochs.
 *
 * @param size how many networks, so that a lucky seed is not taken for a good network
 * @param maximumEpochs the most to try
 * @param seed the first network's
 */
record Experiment(History history, int size, int maximumEpochs, long seed) {
    /** How many epochs are best, by the mean of the networks' validation errors. */
    int bestEpochs() {
        double[] errors = new double[maximumEpochs];
        try (Display display = new Display("How long?", (long) size * maximumEpochs, "epochs")) {
            Ensemble.of(size, history.trial(), seed).train(maximumEpochs, (network, epoch) -> {
                errors[epoch - 1] += history.error(network, history.validation()) / size;
                display.step();
            });
        }
        return 1
                + IntStream.range(0, maximumEpochs)
                        .reduce((a, b) -> errors[b] < errors[a] ? b : a)
                        .orElseThrow();
    }

    /** Networks that learned from all training years. */
    Ensemble train(int epochs) {
        Ensemble ensemble = Ensemble.of(size, history.training(), seed);
        try (Display display = new Display("Training", (long) size * epochs, "epochs")) {
            ensemble.train(epochs, (network, epoch) -> display.step());
        }
        return ensemble;
    }
}
