// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.tagging;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** How well a tagger does. A field is found if exactly its characters, and all of them, have its tag. */
final class Score {
    private int characters;
    private int right;
    private final int[] there = new int[Field.values().length];
    private final int[] claimed = new int[Field.values().length];
    private final int[] found = new int[Field.values().length];

    private Score() {}

    /** Tags texts and compares. */
    static Score of(Tagger tagger, List<Example> examples) {
        List<List<Field>> answers =
                tagger.tag(examples.stream().map(Example::text).toList());
        Score score = new Score();
        for (int i = 0; i < answers.size(); i++) {
            score.add(examples.get(i).tags(), answers.get(i));
        }
        return score;
    }

    private void add(List<Field> tags, List<Field> answers) {
        characters += tags.size();
        for (int at = 0; at < tags.size(); at++) {
            right += tags.get(at) == answers.get(at) ? 1 : 0;
        }
        Set<Example.Span> spans = Example.spans(tags);
        spans.forEach(span -> there[span.field().ordinal()]++);
        for (Example.Span span : Example.spans(answers)) {
            claimed[span.field().ordinal()]++;
            found[span.field().ordinal()] += spans.contains(span) ? 1 : 0;
        }
    }

    /** The share of characters that are tagged right. */
    double accuracy() {
        return (double) right / characters;
    }

    /** The harmonic mean of precision and recall, of all fields together. */
    double f1() {
        return 2.0 * sum(found) / (sum(there) + sum(claimed));
    }

    /** The same of one kind of field; 0 where there is none. */
    double f1(Field field) {
        int i = field.ordinal();
        return 2.0 * found[i] / Math.max(1, there[i] + claimed[i]);
    }

    private static int sum(int[] counts) {
        return IntStream.of(counts).sum();
    }
}
