// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.tagging;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How well a tagger does. A field is found if exactly its characters, and all of them, have its tag.
 *
 * @param characters in all texts
 * @param right how many of them have the right tag
 * @param fields that there are
 * @param claimed fields that the tagger says there are
 * @param found fields that are both
 */
record Score(int characters, int right, int fields, int claimed, int found) {
    /** Tags texts and compares. */
    static Score of(Tagger tagger, List<Example> examples) {
        List<List<Field>> answers =
                tagger.tag(examples.stream().map(Example::text).toList());
        Score score = new Score(0, 0, 0, 0, 0);
        for (int i = 0; i < answers.size(); i++) {
            score = score.plus(of(examples.get(i).tags(), answers.get(i)));
        }
        return score;
    }

    private static Score of(List<Field> tags, List<Field> answers) {
        int right = 0;
        for (int at = 0; at < tags.size(); at++) {
            right += tags.get(at) == answers.get(at) ? 1 : 0;
        }
        Set<Example.Span> fields = Example.spans(tags);
        Set<Example.Span> claimed = Example.spans(answers);
        Set<Example.Span> found = new HashSet<>(fields);
        found.retainAll(claimed);
        return new Score(tags.size(), right, fields.size(), claimed.size(), found.size());
    }

    private Score plus(Score other) {
        return new Score(
                characters + other.characters,
                right + other.right,
                fields + other.fields,
                claimed + other.claimed,
                found + other.found);
    }

    /** The share of characters that are tagged right. */
    double accuracy() {
        return (double) right / characters;
    }

    /** The harmonic mean of precision and recall of fields. */
    double f1() {
        return 2.0 * found / (fields + claimed);
    }
}
