// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.languageid;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.rnnc.runtime.RandomSource;
import org.rnnc.runtime.Tensor;
import org.rnnc.runtime.TrainingListener.Progress;
import org.rnnc.runtime.TrainingListeners;
import org.rnnc.runtime.TrainingLoop;
import org.rnnc.samples.common.Alphabet;
import org.rnnc.samples.common.Languages;
import org.rnnc.samples.common.Shuffle;

/** The network, with the alphabet it reads. */
final class Network implements Identifier {
    private final LanguageId model;
    private final Alphabet alphabet;
    private final LanguageId.Trainer trainer;
    private final Batch batch;

    /**
     * A network as it is.
     *
     * @throws IllegalArgumentException if it was made for another number of languages
     */
    Network(LanguageId model, Alphabet alphabet) {
        if (model.info().outputs().get(0).size() != Languages.all().size()) {
            throw new IllegalArgumentException(
                    "The network is not made for " + Languages.all().size() + " languages");
        }
        this.model = model;
        this.alphabet = alphabet;
        trainer = model.newTrainer();
        batch = new Batch(alphabet, model.info());
    }

    /** A network that has learned nothing yet, with an alphabet for the names it will learn from. */
    static Network create(List<Name> names, long seed) {
        LanguageId model = LanguageId.create(seed);
        int tokens = model.info().inputs().get(0).size();
        return new Network(model, Alphabet.of(names.stream().map(Name::text).toList(), tokens));
    }

    /**
     * Learns, with a rate that falls to nothing in a straight line.
     *
     * @param epochs how often to go through all names
     * @param random decides their order
     * @param listener told after each window
     * @param afterEpoch told how many epochs are done
     */
    void train(
            List<Name> names,
            int epochs,
            RandomSource random,
            java.util.function.Consumer<Progress> listener,
            IntConsumer afterEpoch) {
        int[] order = IntStream.range(0, names.size()).toArray();
        int windows = windows(names);
        double rate = trainer.rate();
        new TrainingLoop(window -> {
                    int inEpoch = window % windows;
                    if (inEpoch == 0) {
                        Shuffle.shuffle(order, random);
                    }
                    trainer.setRate(rate * (1 - (double) window / (epochs * windows)));
                    for (int place = 0; place < batch.size(); place++) {
                        Name name = names.get(order[inEpoch * batch.size() + place]);
                        batch.put(place, name.text(), name.language());
                    }
                    return trainer.step(batch.characters(), batch.languages(), batch.lengths());
                })
                .windows(epochs * windows)
                .listen(TrainingListeners.report(listener))
                .listen(TrainingListeners.every(
                        windows, progress -> afterEpoch.accept((progress.window() + 1) / windows)))
                .run();
        trainer.setRate(rate);
    }

    /** How many windows an epoch has; the few names that fill none wait for the next one's order. */
    int windows(List<Name> names) {
        return names.size() / batch.size();
    }

    @Override
    public List<float[]> weigh(List<String> texts) {
        List<float[]> weights = new ArrayList<>();
        for (int first = 0; first < texts.size(); first += batch.size()) {
            List<String> some = texts.subList(first, Math.min(first + batch.size(), texts.size()));
            batch.clear();
            for (int place = 0; place < some.size(); place++) {
                batch.put(place, some.get(place), 0);
            }
            // What the languages are does not matter here: of all that this computes, only the output is read.
            trainer.loss(batch.characters(), batch.languages(), batch.lengths());
            Tensor output = trainer.values("language");
            for (int place = 0; place < some.size(); place++) {
                weights.add(row(output, place));
            }
        }
        return weights;
    }

    private static float[] row(Tensor output, int place) {
        float[] row = new float[Languages.all().size()];
        for (int language = 0; language < row.length; language++) {
            row[language] = (float) output.get(place, language);
        }
        return row;
    }

    LanguageId model() {
        return model;
    }

    Alphabet alphabet() {
        return alphabet;
    }
}
