// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.common;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rnnc.runtime.text.Vocabulary;

/** Vocabularies of characters. */
public final class Characters {
    private static final String UNKNOWN = "\ufffd";

    private Characters() {}

    /**
     * The most frequent characters of texts, and one token for all others.
     *
     * @param tokens how many there are at most
     */
    public static Vocabulary mostFrequent(Collection<String> texts, int tokens) {
        Map<Integer, Long> counts = texts.stream()
                .flatMapToInt(String::codePoints)
                .boxed()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        String characters = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(tokens - 1L)
                .map(entry -> Character.toString(entry.getKey()))
                .collect(Collectors.joining());
        return Vocabulary.ofCharacters(characters).withUnknown(UNKNOWN);
    }
}
