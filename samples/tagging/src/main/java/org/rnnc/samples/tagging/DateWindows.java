// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.tagging;

import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.text.Vocabulary;
import org.rnnc.training.WindowSource;

/** Dates side by side, as a network wants them: each as long as it is, none twice. */
final class DateWindows implements WindowSource {
    private final Dates dates;
    private final int windows;
    private final TextBatch batch;

    /**
     * Windows of an epoch of new dates.
     *
     * @param windows how many
     */
    DateWindows(Dates dates, int windows, Vocabulary vocabulary, ModelInfo info) {
        this.dates = dates;
        this.windows = windows;
        batch = new TextBatch(vocabulary, info);
    }

    @Override
    public int windows() {
        return windows;
    }

    @Override
    public Batch batch(int window) {
        for (int place = 0; place < batch.size(); place++) {
            batch.put(place, dates.next());
        }
        return batch.batch();
    }
}
