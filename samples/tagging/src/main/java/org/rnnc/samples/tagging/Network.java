// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.tagging;

import java.util.ArrayList;
import java.util.List;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Predictor;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.text.Vocabulary;
import org.rnnc.training.Schedule;
import org.rnnc.training.TrainingListener;
import org.rnnc.training.TrainingLoop;

/** A network that tags. */
final class Network implements Tagger {
    /** At the end of training the rate is this share of what it was at its beginning. */
    private static final double LAST_RATE = 0.01;

    private final String title;
    private final Vocabulary vocabulary;
    private final Trainer trainer;
    private final Predictor predictor;
    private final TextBatch batch;
    private final float[] weights;

    /**
     * A network as it is.
     *
     * @param title for tables
     */
    Network(String title, Model model, Vocabulary vocabulary) {
        int outputs = model.info().outputs().get(0).size();
        if (outputs != Field.values().length) {
            throw new IllegalStateException("The network is not made for " + Field.values().length + " tags");
        }
        this.title = title;
        this.vocabulary = vocabulary;
        trainer = model.newTrainer();
        predictor = model.newPredictor(model.info().window(), model.info().batch());
        batch = new TextBatch(vocabulary, model.info());
        weights = new float[model.info().window() * batch.size() * outputs];
    }

    /**
     * Learns, with a rate that falls in a straight line.
     *
     * @param windows how many batches of dates
     * @param listener told after each
     */
    void train(Dates dates, int windows, TrainingListener listener) {
        double rate = trainer.learningRate();
        TrainingLoop.over(trainer, new DateWindows(dates, windows, vocabulary, model().info()))
                .epochs(1)
                .schedule(trainer, Schedule.linear(rate, LAST_RATE * rate, windows))
                .listen(listener)
                .run();
    }

    @Override
    public String title() {
        return title;
    }

    Model model() {
        return trainer.model();
    }

    @Override
    public List<List<Field>> tag(List<String> texts) {
        List<List<Field>> tags = new ArrayList<>();
        for (int first = 0; first < texts.size(); first += batch.size()) {
            List<String> some = texts.subList(first, Math.min(first + batch.size(), texts.size()));
            batch.clear();
            for (int place = 0; place < some.size(); place++) {
                batch.put(place, some.get(place));
            }
            predictor.run(
                    predictor.maxSteps(), batch.size(), batch.lengths(), null, batch.inputs(), new Object[] {weights});
            for (int place = 0; place < some.size(); place++) {
                tags.add(tags(some.get(place), place));
            }
        }
        return tags;
    }

    /** What is behind the window has no tag, and both halves of a character beyond 16 bits have that of the character. */
    private List<Field> tags(String text, int place) {
        List<Field> tags = new ArrayList<>();
        for (int step = 0; tags.size() < text.length(); step++) {
            Field tag = step < batch.lengths()[place] ? mostLikely(step, place) : Field.NONE;
            for (int half = Character.charCount(text.codePointAt(tags.size())); half > 0; half--) {
                tags.add(tag);
            }
        }
        return tags;
    }

    private Field mostLikely(int step, int place) {
        Field[] fields = Field.values();
        int from = (step * batch.size() + place) * fields.length;
        int best = 0;
        for (int field = 1; field < fields.length; field++) {
            best = weights[from + field] > weights[from + best] ? field : best;
        }
        return fields[best];
    }
}
