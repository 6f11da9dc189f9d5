// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import java.util.List;
import java.util.Objects;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.ModelInfo;

/**
 * A long text, as tokens, cut into windows for a model that predicts the next token: each token is an input, and the one
 * after it is its target. With a batch above 1 the text is cut into as many parts of equal length, read side by side, so
 * that each goes on where its last window ended ({@code carry state}). What does not fill a last window is left out.
 *
 * <p>The {@link #batch} is made once. Not for use by two threads at once.
 */
public final class TokenWindows implements WindowSource {
    private final int[] tokens;
    private final int window;
    private final int batch;
    private final int windows;
    private final int[] inputs;
    private final int[] targets;
    private final Batch data;

    /**
     * Cuts a text.
     *
     * @param info of the model: one token input, one token target, both per step
     * @param tokens the text; kept, not copied
     * @throws IllegalArgumentException if the model wants other data, or the text is too short for one window in each
     *     part and the token after it
     */
    public TokenWindows(ModelInfo info, int[] tokens) {
        Objects.requireNonNull(info, "info");
        Objects.requireNonNull(tokens, "tokens");
        if (!(isText(info.inputs()) && isText(info.targets()))) {
            throw new IllegalArgumentException("model " + info.name()
                    + " does not take one token per step and predict one: its inputs are " + info.inputs()
                    + ", its targets " + info.targets());
        }
        this.tokens = tokens;
        window = info.window();
        batch = info.batch();
        int shortest = leastTokens(info);
        if (tokens.length < shortest) {
            throw new IllegalArgumentException("a text of " + tokens.length + " tokens is too short: " + batch + " x "
                    + window + " steps and the token after them take " + shortest);
        }
        windows = (tokens.length - 1) / batch / window;
        inputs = new int[window * batch];
        targets = new int[window * batch];
        data = Batch.of(info, inputs, targets);
    }

    /**
     * How long a text must be for one window.
     *
     * @param info of the model
     * @return in tokens
     * @throws ArithmeticException if no array could hold them
     */
    public static int leastTokens(ModelInfo info) {
        Objects.requireNonNull(info, "info");
        return Math.addExact(Math.multiplyExact(info.window(), info.batch()), 1);
    }

    @Override
    public int windows() {
        return windows;
    }

    /**
     * The tokens of a window and those one further on.
     *
     * @param index 0 to {@code windows() - 1}
     * @return two arrays {@code [window][batch]}, the same batch at every call
     * @throws IndexOutOfBoundsException if there is no such window
     */
    @Override
    public Batch batch(int index) {
        Objects.checkIndex(index, windows);
        for (int part = 0; part < batch; part++) {
            int from = (part * windows + index) * window;
            for (int step = 0; step < window; step++) {
                inputs[step * batch + part] = tokens[from + step];
                targets[step * batch + part] = tokens[from + step + 1];
            }
        }
        return data;
    }

    private static boolean isText(List<DataSpec> specs) {
        return specs.size() == 1
                && specs.get(0).kind() == DataSpec.Kind.TOKEN
                && specs.get(0).perStep();
    }
}
