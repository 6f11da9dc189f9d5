// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.text;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the words of a text, each with the space before it. */
final class Words {
    /** One character alone is a token already. */
    private static final Pattern WORD = Pattern.compile(" ?[\\p{L}\\p{M}\\p{N}]{2,}+| [\\p{L}\\p{M}\\p{N}]");

    private Words() {}

    /** All words, the most frequent first, of equals the first in the order of their characters. */
    static List<String> mostFrequent(String text) {
        Map<String, Integer> counts = new HashMap<>();
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            // A single character beyond the 16 bits of a char is no word either.
            if (words.group().codePointCount(0, words.group().length()) > 1) {
                counts.merge(words.group(), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
