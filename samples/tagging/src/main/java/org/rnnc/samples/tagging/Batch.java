// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.tagging;

import java.util.Arrays;
import java.util.List;
import org.rnnc.runtime.ModelInfo;
import org.rnnc.samples.common.Alphabet;

/** Texts side by side, as a network wants them: each as long as it is, none sorted. */
final class Batch {
    private final Alphabet alphabet;
    private final int window;
    private final int[] characters;
    private final int[] tags;
    private final int[] lengths;

    /**
     * Without texts.
     *
     * @param info of the network; says how many characters of a text are read, and how many texts there are
     */
    Batch(Alphabet alphabet, ModelInfo info) {
        this.alphabet = alphabet;
        window = info.window();
        characters = new int[window * info.batch()];
        tags = new int[window * info.batch()];
        lengths = new int[info.batch()];
    }

    /** How many texts there is room for. */
    int size() {
        return lengths.length;
    }

    /** Takes all texts out. */
    void clear() {
        Arrays.fill(lengths, 0);
    }

    /** Puts an example in. */
    void put(int place, Example example) {
        put(place, example.text());
        List<Field> given = example.tags();
        for (int step = 0; step < lengths[place]; step++) {
            tags[step * size() + place] = given.get(step).ordinal();
        }
    }

    /** Puts a text in whose tags are not known. */
    void put(int place, String text) {
        int[] tokens = alphabet.tokens(text, window);
        for (int step = 0; step < tokens.length; step++) {
            characters[step * size() + place] = tokens[step];
        }
        lengths[place] = tokens.length;
    }

    /** Tokens and tags, {@code [window][batch]} each. */
    Object[] data() {
        return new Object[] {characters, tags};
    }

    /** How many characters each text has, {@code [batch]}. */
    int[] lengths() {
        return lengths;
    }
}
