// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.languageid;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.samples.common.Shuffle;

/**
 * Names to learn from and names to be tested on, parted by what is named: if France is in the test, so it is in all
 * languages. A name of the test that is spelled like one to learn from is left out of the test.
 *
 * @param training to learn from
 * @param validation to choose by
 * @param test of neither
 */
record Corpus(List<Name> training, List<Question> validation, List<Question> test) {
    private static final double VALIDATION_SHARE = 0.1;
    private static final double TEST_SHARE = 0.15;

    /**
     * A text, and the languages in which something is called so: each of them is a right answer.
     *
     * @param languages at least one
     */
    record Question(String text, BitSet languages) {}

    /** Parts names. */
    static Corpus of(List<Name> names, RandomSource random) {
        List<String> things =
                Shuffle.shuffled(names.stream().map(Name::of).distinct().toList(), random);
        int validation = (int) (things.size() * VALIDATION_SHARE);
        int test = validation + (int) (things.size() * TEST_SHARE);
        Set<String> forValidation = new HashSet<>(things.subList(0, validation));
        Set<String> forTest = new HashSet<>(things.subList(validation, test));
        List<Name> training = names.stream()
                .filter(name -> !forValidation.contains(name.of()) && !forTest.contains(name.of()))
                .toList();
        return new Corpus(training, questions(names, forValidation, training), questions(names, forTest, training));
    }

    private static List<Question> questions(List<Name> all, Set<String> things, Collection<Name> known) {
        Set<String> knownTexts = known.stream().map(Name::text).collect(Collectors.toSet());
        Map<String, BitSet> asked = new LinkedHashMap<>();
        for (Name name : all) {
            if (things.contains(name.of()) && !knownTexts.contains(name.text())) {
                asked.put(name.text(), new BitSet());
            }
        }
        for (Name name : all) {
            asked.getOrDefault(name.text(), new BitSet()).set(name.language());
        }
        return asked.entrySet().stream()
                .map(entry -> new Question(entry.getKey(), entry.getValue()))
                .toList();
    }
}
