// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.dates;

import java.util.Arrays;
import java.util.List;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.text.Vocabulary;

/** Some dates side by side, each as long as it is. */
final class Window {
    private final Vocabulary vocabulary;
    private final int longest;
    private final int batch;
    private final int[] texts;
    private final int[] dates;
    private final int[] textLengths;
    private final int[] dateLengths;
    private final Batch data;

    Window(ModelInfo info, Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        longest = info.window("text");
        batch = info.batch();
        texts = new int[longest * batch];
        dates = new int[info.window("date") * batch];
        textLengths = new int[batch];
        dateLengths = new int[batch];
        data = new Batch(info).input("text", texts).target("date", dates);
    }

    /** @param some as many as a batch has */
    Batch of(List<WrittenDate> some) {
        for (int i = 0; i < batch; i++) {
            textLengths[i] = fill(tokens(some.get(i)), texts, i);
            dateLengths[i] = fill(some.get(i).answer(), dates, i);
        }
        return data.lengths("text", textLengths).lengths("date", dateLengths);
    }

    /** The characters that are read: of a very long text the first ones. */
    int[] tokens(WrittenDate date) {
        int[] all = vocabulary.tokens(date.text());
        return all.length <= longest ? all : Arrays.copyOf(all, longest);
    }

    private int fill(int[] tokens, int[] steps, int sequence) {
        for (int step = 0; step < tokens.length; step++) {
            steps[step * batch + sequence] = tokens[step];
        }
        return tokens.length;
    }
}
