// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.dates;

import java.util.List;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.text.Decoder;
import org.rnnc.runtime.text.Vocabulary;

/** Learns to write dates in ISO form, from new ones in each round, and writes those of days that were held out. */
final class Learning {
    private final Trainer trainer;
    private final Decoder decoder;
    private final Window window;
    private final int batch;
    private final RandomSource random;
    private final List<WrittenDate> test;

    /** @param test dates that nothing is learned from */
    Learning(Model model, Vocabulary vocabulary, List<WrittenDate> test, RandomSource random) {
        this.random = random;
        this.test = test;
        trainer = model.newTrainer();
        window = new Window(model.info(), vocabulary);
        batch = model.info().batch();
        decoder = Decoder.of((StreamingModel) model)
                .end(WrittenDate.END)
                .maxSteps(model.info().window("date"));
    }

    /** Learns from so many dates, of which none has been seen before; the share that is right of those held out. */
    double round(int dates) {
        for (int i = 0; i < dates / batch; i++) {
            trainer.train(window.of(WrittenDate.draw(batch, false, random)));
        }
        long right = test.stream()
                .filter(date -> WrittenDate.form(write(date)).equals(date.date().toString()))
                .count();
        return right / (double) test.size();
    }

    /** The tokens of a date's ISO form, as the network writes them, one after the other. */
    int[] write(WrittenDate date) {
        return decoder.decode(read(date)).tokens();
    }

    int[] read(WrittenDate date) {
        return window.tokens(date);
    }
}
