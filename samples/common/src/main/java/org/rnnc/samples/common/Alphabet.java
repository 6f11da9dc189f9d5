// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.common;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Characters as tokens: the most frequent ones have one each; the others one for each of four kinds. */
public final class Alphabet {
    private static final int LETTER = 0;
    private static final int DIGIT = 1;
    private static final int SPACE = 2;
    private static final int OTHER = 3;
    private static final int KINDS = 4;

    private final String characters;
    private final Map<Integer, Integer> tokens = new HashMap<>();

    /**
     * An alphabet.
     *
     * @param characters those that have a token of their own, in the order of their tokens
     */
    public Alphabet(String characters) {
        this.characters = characters;
        characters.codePoints().forEach(character -> tokens.put(character, tokens.size() + KINDS));
    }

    /**
     * The most frequent characters of texts.
     *
     * @param size how many tokens there are in all
     */
    public static Alphabet of(Collection<String> texts, int size) {
        Map<Integer, Long> counts = texts.stream()
                .flatMapToInt(String::codePoints)
                .boxed()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return new Alphabet(counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(size - KINDS)
                .map(entry -> Character.toString(entry.getKey()))
                .collect(Collectors.joining()));
    }

    /** Those that have a token of their own, in the order of their tokens. */
    public String characters() {
        return characters;
    }

    /** The tokens of a text's code points, at most so many. */
    public int[] tokens(String text, int most) {
        return text.codePoints().limit(most).map(this::token).toArray();
    }

    private int token(int character) {
        Integer token = tokens.get(character);
        return token == null ? kind(character) : token;
    }

    private static int kind(int character) {
        if (Character.isLetter(character) || Character.getType(character) == Character.NON_SPACING_MARK) {
            return LETTER;
        }
        if (Character.isDigit(character)) {
            return DIGIT;
        }
        return Character.isWhitespace(character) || Character.isSpaceChar(character) ? SPACE : OTHER;
    }
}
