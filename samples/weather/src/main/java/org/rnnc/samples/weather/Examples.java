// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import java.util.List;
import java.util.stream.IntStream;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.random.RandomSource;

/**
 * Days cut into examples to learn from: some days in a row, and the maximum temperature of the one after them. In each
 * epoch every example comes once, in a new order; the few that do not fill the last batch are left out.
 */
final class Examples {
    private final List<Day> days;
    private final Encoding encoding;
    private final int window;
    private final int batch;
    private final RandomSource random;
    private final int[] order;
    private final float[] inputs;
    private final float[] targets;

    /**
     * Examples out of some days.
     *
     * @param days without a gap; no other day comes into an example
     * @param info of the network they are for; says how many days an example has, and how many examples a batch has
     * @param random decides the order
     * @throws IllegalArgumentException if there are too few days for one batch
     */
    Examples(List<Day> days, Encoding encoding, ModelInfo info, RandomSource random) {
        this.days = days;
        this.encoding = encoding;
        this.random = random;
        window = info.window();
        batch = info.batch();
        order = IntStream.range(0, days.size() - window).toArray();
        if (batches() == 0) {
            throw new IllegalArgumentException(
                    days.size() + " days are too few for " + batch + " examples of " + window + " days");
        }
        inputs = new float[window * batch * Encoding.SIZE];
        targets = new float[batch];
    }

    /** How many batches an epoch has. */
    int batches() {
        return order.length / batch;
    }

    /**
     * Goes to a batch.
     *
     * @param index counted through all epochs, from 0 on, one after the other
     */
    void go(int index) {
        int inEpoch = index % batches();
        if (inEpoch == 0) {
            random.shuffle(order);
        }
        for (int example = 0; example < batch; example++) {
            put(example, order[inEpoch * batch + example]);
        }
    }

    private void put(int example, int first) {
        for (int step = 0; step < window; step++) {
            encoding.put(days.get(first + step), inputs, (step * batch + example) * Encoding.SIZE);
        }
        targets[example] = encoding.target(days.get(first + window));
    }

    /** The days of the batch's examples, {@code [window][batch][6]}. */
    float[] inputs() {
        return inputs;
    }

    /** The day after them, {@code [batch][1]}. */
    float[] targets() {
        return targets;
    }
}
