// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.languageid;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.rnnc.runtime.io.NameMap;
import org.rnnc.runtime.io.ParameterFile;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.text.Vocabulary;
import org.rnnc.samples.common.Characters;
import org.rnnc.samples.common.Languages;
import org.rnnc.training.Schedule;
import org.rnnc.training.TrainingListener;
import org.rnnc.training.TrainingLoop;

/** The network, with the characters it knows. */
final class Network implements Identifier {
    private static final String VOCABULARY = "vocabulary";

    /** At the end of training the rate is this share of what it was at its beginning. */
    private static final double LAST_RATE = 0.01;

    private final LanguageId model;
    private final Vocabulary vocabulary;
    private final LanguageId.Trainer trainer;
    private final LanguageId.Predictor predictor;
    private final TextBatch batch;
    private final float[] outputs;

    private Network(LanguageId model, Vocabulary vocabulary) {
        if (model.info().outputs().get(0).size() != Languages.all().size()) {
            throw new IllegalStateException(
                    "The network is not made for " + Languages.all().size() + " languages");
        }
        this.model = model;
        this.vocabulary = vocabulary;
        trainer = model.newTrainer();
        predictor = model.newPredictor(model.info().window(), model.info().batch());
        batch = new TextBatch(vocabulary, model.info());
        outputs = new float[batch.size() * Languages.all().size()];
    }

    /** A network that has learned nothing yet, and knows the most frequent characters of some names. */
    static Network create(List<Name> names, long seed) {
        LanguageId model = LanguageId.create(seed);
        int tokens = model.info().inputs().get(0).size();
        return new Network(
                model, Characters.mostFrequent(names.stream().map(Name::text).toList(), tokens));
    }

    /** A network out of a file. */
    static Network load(Path file) throws IOException {
        LanguageId model = LanguageId.create();
        Map<String, String> notes = ParameterFile.load(model, file);
        return new Network(model, Vocabulary.load(notes.get(VOCABULARY)));
    }

    /** Writes what the network learned, and the characters it knows. */
    void save(Path file) throws IOException {
        ParameterFile.save(model, file, NameMap.same(), Map.of(VOCABULARY, vocabulary.save()));
    }

    /**
     * Learns, with a rate that falls in a straight line.
     *
     * @param epochs how often to go through all names
     * @param random decides their order
     * @param listeners told after each window
     */
    void train(List<Name> names, int epochs, RandomSource random, TrainingListener... listeners) {
        Names source = new Names(names, vocabulary, model.info(), random);
        double rate = trainer.learningRate();
        TrainingLoop loop = TrainingLoop.over(trainer, source)
                .epochs(epochs)
                .schedule(trainer, Schedule.linear(rate, LAST_RATE * rate, (long) epochs * source.windows()));
        for (TrainingListener listener : listeners) {
            loop.listen(listener);
        }
        loop.run();
    }

    /** How many windows an epoch has. */
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
            predictor.run(predictor.maxSteps(), batch.lengths(), batch.characters(), outputs);
            int languages = Languages.all().size();
            for (int place = 0; place < some.size(); place++) {
                weights.add(Arrays.copyOfRange(outputs, place * languages, (place + 1) * languages));
            }
        }
        return weights;
    }

    LanguageId model() {
        return model;
    }
}
