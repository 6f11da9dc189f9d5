// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.tagging;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.rnnc.progress.Display;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.text.Vocabulary;
import org.rnnc.samples.common.Characters;
import org.rnnc.samples.common.Languages;
import org.rnnc.samples.common.Shuffle;
import org.rnnc.training.TrainingListeners;

/** Taggers that learn from dates in most of the languages, and are tested on other dates in these and in the others. */
final class Experiment {
    private static final int EXAMPLES = 20_000;
    private static final int TESTS = 4_000;
    private static final int WINDOWS_PER_UPDATE = 10;

    /** One language of this many is never learned from. */
    private static final int PARTS = 5;

    private final long seed;
    private final int windows;
    private final int longest;
    private final RandomSource random;
    private final List<Locale> known;
    private final List<Example> examples;
    private final Vocabulary vocabulary;
    private final List<Example> test;
    private final List<Example> foreign;

    /**
     * An experiment before anything is learned.
     *
     * @param seed equal seeds give equal results
     * @param windows how many batches a network learns from
     */
    Experiment(long seed, int windows) {
        this.seed = seed;
        this.windows = windows;
        Model model = BothWays.create(seed);
        longest = model.info().window();
        random = RandomSource.of(seed);
        List<Locale> languages = Shuffle.shuffled(Languages.all(), random.split("languages"));
        int others = languages.size() / PARTS;
        known = languages.subList(others, languages.size());
        examples = dates(known, false, "examples").next(EXAMPLES);
        test = dates(known, true, "test").next(TESTS);
        foreign = dates(languages.subList(0, others), true, "foreign").next(TESTS);
        vocabulary = Characters.mostFrequent(
                examples.stream().map(Example::text).toList(),
                model.info().inputs().get(0).size());
    }

    private Dates dates(List<Locale> languages, boolean forTests, String purpose) {
        return new Dates(languages, forTests, longest, random.split(purpose));
    }

    /** What networks are compared with. */
    List<Tagger> baselines() {
        return IntStream.rangeClosed(0, 3)
                .<Tagger>mapToObj(neighbours -> new MostFrequent(examples, neighbours))
                .toList();
    }

    /** A network that reads from the left to the right, then one that reads both ways. */
    List<Network> networks() {
        Network oneWay = new Network("one way", OneWay.create(seed), vocabulary);
        train(oneWay);
        Network bothWays = untrained();
        train(bothWays);
        return List.of(oneWay, bothWays);
    }

    /** A network that reads both ways, before it has learned anything. */
    Network untrained() {
        return new Network("both ways", BothWays.create(seed), vocabulary);
    }

    /** A network of each kind learns from the same dates. */
    private void train(Network network) {
        try (Display display = new Display(network.title(), windows, "windows")) {
            network.train(
                    dates(known, false, "training"),
                    windows,
                    TrainingListeners.every(
                            WINDOWS_PER_UPDATE,
                            progress -> display.show(
                                    progress.window() + 1L,
                                    String.format(Locale.ROOT, "loss %.4f", progress.smoothedLoss()))));
        }
    }

    /** How many languages there are to learn from. */
    int knownLanguages() {
        return known.size();
    }

    /** New dates in the languages that were learned from. */
    List<Example> test() {
        return test;
    }

    /** Dates in the other languages. */
    List<Example> foreign() {
        return foreign;
    }
}
