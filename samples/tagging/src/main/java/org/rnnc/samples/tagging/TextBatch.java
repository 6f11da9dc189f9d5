// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.tagging;

import java.util.Arrays;
import java.util.List;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.text.Vocabulary;

/** Texts side by side, with a tag for each character. */
final class TextBatch {
    private final Vocabulary vocabulary;
    private final int window;
    private final int[] characters;
    private final int[] tags;
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
        tags = new int[window * info.batch()];
        lengths = new int[info.batch()];
        batch = Batch.of(info, characters, tags).lengths(lengths);
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
        int[] tokens = vocabulary.tokens(text);
        lengths[place] = Math.min(tokens.length, window);
        for (int step = 0; step < lengths[place]; step++) {
            characters[step * size() + place] = tokens[step];
        }
    }

    /** Tokens and tags, {@code [window][batch]} each; the same at each call. */
    Batch batch() {
        return batch;
    }

    /** Tokens alone, {@code [window][batch]}. */
    Object[] inputs() {
        return new Object[] {characters};
    }

    /** How many characters each text has, {@code [batch]}. */
    int[] lengths() {
        return lengths;
    }
}
