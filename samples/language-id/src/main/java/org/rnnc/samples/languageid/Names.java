// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.languageid;

import java.util.List;
import java.util.stream.IntStream;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.text.Vocabulary;
import org.rnnc.training.WindowSource;

/** Names side by side, as the network wants them: each as long as it is, in an order that is new in each epoch. */
final class Names implements WindowSource {
    private final List<Name> names;
    private final RandomSource random;
    private final TextBatch batch;
    private int[] order;

    /**
     * Names to learn.
     *
     * @param info of the network
     * @param random decides the order
     */
    Names(List<Name> names, Vocabulary vocabulary, ModelInfo info, RandomSource random) {
        this.names = names;
        this.random = random;
        batch = new TextBatch(vocabulary, info);
    }

    /** How many windows an epoch has; the few names that fill none wait for the next order. */
    @Override
    public int windows() {
        return names.size() / batch.size();
    }

    @Override
    public void startEpoch(int epoch) {
        order = IntStream.range(0, names.size()).toArray();
        random.split("epoch " + epoch).shuffle(order);
    }

    @Override
    public Batch batch(int window) {
        for (int place = 0; place < batch.size(); place++) {
            Name name = names.get(order[window * batch.size() + place]);
            batch.put(place, name.text(), name.language());
        }
        return batch.batch();
    }
}
