// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.inspection;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.tensor.Tensor;

/**
 * How much of a loss's gradient reaches back how far: the 2-norm of the gradient with respect to a state at the last step
 * of a sequence (lag 0), one step before it (lag 1), and so on; the mean over all sequences added. Where it falls like a
 * power of a number below 1 the gradient vanishes, and what happened that long ago cannot be learned; where it rises it
 * explodes (Bengio, Simard and Frasconi, 1994; Pascanu, Mikolov and Bengio, 2013).
 *
 * <pre>{@code
 * GradientByLag byLag = GradientByLag.fromLastStep(trainer.valueGradients("encoder.h"));
 * for (int window = 0; window < source.windows(); window++) {
 *     Batch batch = source.batch(window);
 *     trainer.gradients(batch);
 *     byLag.add(batch.lengths());
 * }
 * double[] norms = byLag.norms();
 * }</pre>
 *
 * <p>The loss should be of the last step alone; else each step adds what starts from itself. Memory is allocated once.
 * Not for use by two threads at once.
 */
public final class GradientByLag {
    private final Tensor gradient;
    private final boolean fromLast;
    private final int steps;
    private final int batch;
    private final int size;
    private final double[] now;
    private final double[] sums;
    private final long[] counts;

    private GradientByLag(Tensor gradient, boolean fromLast) {
        this.gradient = Objects.requireNonNull(gradient, "gradient");
        this.fromLast = fromLast;
        int[] shape = gradient.shape();
        if (shape.length != 3) {
            throw new IllegalArgumentException(
                    gradient + " has no value per step: its shape should be [steps][batch][n]");
        }
        steps = shape[0];
        batch = shape[1];
        size = shape[2];
        now = new double[gradient.size()];
        sums = new double[steps];
        counts = new long[steps];
    }

    /**
     * Of a state that runs from the first step to the last.
     *
     * @param gradient a live view of shape {@code [steps][batch][n]}: {@link org.rnnc.runtime.model.Trainer#valueGradients}
     * @return without any sequence yet
     * @throws IllegalArgumentException if the gradient has another shape
     */
    public static GradientByLag fromLastStep(Tensor gradient) {
        return new GradientByLag(gradient, true);
    }

    /**
     * Of a state that runs from the last step to the first: lag 0 is the first step.
     *
     * @param gradient a live view of shape {@code [steps][batch][n]}: {@link org.rnnc.runtime.model.Trainer#valueGradients}
     * @return without any sequence yet
     * @throws IllegalArgumentException if the gradient has another shape
     */
    public static GradientByLag fromFirstStep(Tensor gradient) {
        return new GradientByLag(gradient, false);
    }

    /**
     * Adds what the gradient is now, for each sequence of the batch.
     *
     * @param lengths {@code [batch]}, how many steps of each sequence exist; null for all
     * @throws IllegalArgumentException if the lengths do not fit; nothing has been added then
     */
    public void add(int @Nullable [] lengths) {
        checkLengths(lengths);
        gradient.read(now);
        for (int sequence = 0; sequence < batch; sequence++) {
            int length = lengths == null ? steps : lengths[sequence];
            for (int lag = 0; lag < length; lag++) {
                int step = fromLast ? length - 1 - lag : lag;
                sums[lag] += norm((step * batch + sequence) * size);
                counts[lag]++;
            }
        }
    }

    private void checkLengths(int @Nullable [] lengths) {
        if (lengths == null) {
            return;
        }
        if (lengths.length != batch) {
            throw new IllegalArgumentException(
                    "lengths: expected length " + batch + ", found length " + lengths.length);
        }
        for (int length : lengths) {
            if (length < 0 || length > steps) {
                throw new IllegalArgumentException("lengths: " + length + " is not within 0 and " + steps);
            }
        }
    }

    private double norm(int from) {
        double squares = 0;
        for (int i = from; i < from + size; i++) {
            squares += now[i] * now[i];
        }
        return Math.sqrt(squares);
    }

    /**
     * The mean norms.
     *
     * @return by lag, as many as the longest sequence had steps
     */
    public double[] norms() {
        int lags = 0;
        while (lags < steps && counts[lags] > 0) {
            lags++;
        }
        double[] norms = new double[lags];
        for (int lag = 0; lag < lags; lag++) {
            norms[lag] = sums[lag] / counts[lag];
        }
        return norms;
    }

    /**
     * By how much the norm changes from one lag to the next, on the (geometric) average: below 1 the gradient vanishes,
     * above 1 it explodes.
     *
     * @return the last norm over the first, to the power of one over the lags between them; NaN for fewer than two lags,
     *     and where the first is zero
     */
    public double ratio() {
        double[] norms = norms();
        if (norms.length < 2 || norms[0] == 0) {
            return Double.NaN;
        }
        return Math.pow(norms[norms.length - 1] / norms[0], 1.0 / (norms.length - 1));
    }

    /** Forgets all sequences. */
    public void clear() {
        Arrays.fill(sums, 0);
        Arrays.fill(counts, 0);
    }
}
