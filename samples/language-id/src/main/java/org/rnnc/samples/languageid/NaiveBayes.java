// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.languageid;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.rnnc.samples.common.Languages;

/**
 * What the network is compared with: multinomial naive Bayes over the groups of 1 to n characters that a text contains,
 * with a sign for its beginning and its end. Every language is as likely as every other before the text is seen.
 */
final class NaiveBayes implements Identifier {
    private static final double[] SMOOTHINGS = {0.01, 0.03, 0.1, 0.3};
    private static final String EDGE = "\u0000";

    private final int longest;
    private final double smoothing;
    private final Map<String, Counts> groups;
    private final int[] totals;

    private NaiveBayes(int longest, double smoothing, Map<String, Counts> groups, int[] totals) {
        this.longest = longest;
        this.smoothing = smoothing;
        this.groups = groups;
        this.totals = totals;
    }

    /**
     * Learns from names.
     *
     * @param longest the most characters of a group
     * @param smoothing so often every group is thought to be seen in every language before the first name
     */
    static NaiveBayes of(Collection<Name> names, int longest, double smoothing) {
        NaiveBayes bayes = new NaiveBayes(
                longest, smoothing, new HashMap<>(), new int[Languages.all().size()]);
        for (Name name : names) {
            for (String group : bayes.groups(name.text())) {
                bayes.groups.computeIfAbsent(group, g -> new Counts()).increment(name.language());
                bayes.totals[name.language()]++;
            }
        }
        return bayes;
    }

    /** The best of some, by what they make of the validation questions. */
    static NaiveBayes best(Corpus corpus) {
        return IntStream.rangeClosed(2, 6)
                .mapToObj(longest -> of(corpus.training(), longest, 1))
                .flatMap(bayes -> DoubleStream.of(SMOOTHINGS).mapToObj(bayes::smoothed))
                .max(Comparator.comparingDouble(bayes -> new Report(bayes, corpus.validation()).accuracy()))
                .orElseThrow();
    }

    private NaiveBayes smoothed(double otherwise) {
        return new NaiveBayes(longest, otherwise, groups, totals);
    }

    @Override
    public List<float[]> weigh(List<String> texts) {
        return texts.stream().map(this::weigh).toList();
    }

    /** Logarithms of probabilities, (count + smoothing) / (total + smoothing for each group that there is). */
    private float[] weigh(String text) {
        List<String> found = groups(text);
        float[] weights = new float[totals.length];
        for (int language = 0; language < weights.length; language++) {
            double unseen = smoothing / (totals[language] + smoothing * groups.size());
            weights[language] = (float) (found.size() * Math.log(unseen));
        }
        for (String group : found) {
            Counts counts = groups.get(group);
            for (int i = 0; counts != null && i < counts.size; i++) {
                weights[counts.languages[i]] += (float) Math.log1p(counts.counts[i] / smoothing);
            }
        }
        return weights;
    }

    private List<String> groups(String text) {
        int[] characters = (EDGE + text + EDGE).codePoints().toArray();
        return IntStream.range(0, characters.length)
                .boxed()
                .flatMap(from -> IntStream.rangeClosed(1, Math.min(longest, characters.length - from))
                        .mapToObj(length -> new String(characters, from, length)))
                .filter(group -> !group.equals(EDGE))
                .toList();
    }

    @Override
    public String toString() {
        return "naive Bayes, groups of 1 to " + longest + " characters, smoothing " + smoothing;
    }

    /** How often a group was seen in which language: most are seen in few. */
    private static final class Counts {
        private int[] languages = new int[1];
        private int[] counts = new int[1];
        private int size;

        void increment(int language) {
            // Names come language by language.
            if (size == 0 || languages[size - 1] != language) {
                if (size == languages.length) {
                    languages = Arrays.copyOf(languages, 2 * size);
                    counts = Arrays.copyOf(counts, 2 * size);
                }
                languages[size++] = language;
            }
            counts[size - 1]++;
        }
    }
}
