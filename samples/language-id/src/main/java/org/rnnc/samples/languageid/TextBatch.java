// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.languageid;

import java.util.Arrays;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.text.Vocabulary;

/** Texts side by side, with their languages. */
final class TextBatch {
    private final Vocabulary vocabulary;
    private final int window;
    private final int[] characters;
    private final int[] languages;
    private final int[] lengths;
    private final Batch batch;

    /**
     * Without texts.
     *
     * @param info of the network; says how many characters of a text are read, and how many texts there are
     */
    TextBatch(Vocabulary vocabulary, ModelInfo info) {
        this.vocabulary = vocabulary;
        window = info.window();
        characters = new int[window * info.batch()];
        languages = new int[info.batch()];
        lengths = new int[info.batch()];
        batch = Batch.of(info, characters, languages).lengths(lengths);
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
        int[] tokens = vocabulary.tokens(text);
        lengths[place] = Math.min(tokens.length, window);
        for (int step = 0; step < lengths[place]; step++) {
            characters[step * size() + place] = tokens[step];
        }
        languages[place] = language;
    }

    /** Tokens {@code [window][batch]}, and languages {@code [batch]}; the same at each call. */
    Batch batch() {
        return batch;
    }

    /** Tokens alone, {@code [window][batch]}. */
    int[] characters() {
        return characters;
    }

    /** How many characters each text has, {@code [batch]}. */
    int[] lengths() {
        return lengths;
    }
}
