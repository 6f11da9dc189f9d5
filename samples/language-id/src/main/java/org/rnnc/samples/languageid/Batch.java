// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.languageid;

import java.util.Arrays;
import org.rnnc.runtime.ModelInfo;
import org.rnnc.samples.common.Alphabet;

/** Texts side by side, as the network wants them: each as long as it is, none sorted. */
final class Batch {
    private final Alphabet alphabet;
    private final int window;
    private final int[] characters;
    private final int[] languages;
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
        languages = new int[info.batch()];
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

    /** Puts a text in. */
    void put(int place, String text, int language) {
        int[] tokens = alphabet.tokens(text, window);
        for (int step = 0; step < tokens.length; step++) {
            characters[step * size() + place] = tokens[step];
        }
        lengths[place] = tokens.length;
        languages[place] = language;
    }

    /** Tokens, {@code [window][batch]}. */
    int[] characters() {
        return characters;
    }

    /** The languages, {@code [batch]}. */
    int[] languages() {
        return languages;
    }

    /** How many characters each text has, {@code [batch]}. */
    int[] lengths() {
        return lengths;
    }
}
