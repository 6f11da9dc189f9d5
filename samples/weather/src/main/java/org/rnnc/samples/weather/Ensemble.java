// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.LongStream;

/**
 * Networks that differ in their seeds alone. Together they forecast the mean of what each does.
 *
 * @param networks at least one
 */
record Ensemble(List<Network> networks) implements Forecaster {
    Ensemble {
        if (networks.isEmpty()) {
            throw new IllegalArgumentException("There must be at least one network");
        }
    }

    /**
     * Networks that have learned nothing yet.
     *
     * @param size how many
     * @param seed the first one's; each other one's is one more than the last
     */
    static Ensemble of(int size, List<Day> training, long seed) {
        return new Ensemble(LongStream.range(seed, seed + size)
                .mapToObj(own -> new Network(training, own))
                .toList());
    }

    /**
     * Trains them, one after the other.
     *
     * @param afterEpoch gets the network and the number of its epochs so far
     */
    void train(int epochs, ObjIntConsumer<Network> afterEpoch) {
        for (Network network : networks) {
            int[] epoch = {0};
            network.train(epochs, () -> afterEpoch.accept(network, ++epoch[0]));
        }
    }

    @Override
    public double tomorrow(List<Day> past) {
        return networks.stream()
                .mapToDouble(network -> network.tomorrow(past))
                .average()
                .orElseThrow();
    }
}
