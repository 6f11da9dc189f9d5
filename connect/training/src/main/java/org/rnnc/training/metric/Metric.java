// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.metric;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.support.Checks;
import org.rnnc.runtime.tensor.Tensor;
import org.rnnc.training.Goal;

/**
 * A measure of predictions that adds up over windows: {@link #reset}, {@code add} for each window, {@link #value}.
 * {@link Metrics} has the usual ones; one's own is a subclass.
 *
 * <p>Predictions are flat arrays {@code [steps][batch][size]}, targets {@code [steps][batch]} tokens or {@code
 * [steps][batch][size]} numbers, as a {@link org.rnnc.runtime.model.Trainer} has them; with one prediction per sequence,
 * {@code steps} is 1. {@code lengths} is {@code [batch]}, how many steps of each sequence exist, or null for all; what
 * lies behind is not looked at. Each {@code add} throws {@link IllegalArgumentException} for an array that is missing or
 * of the wrong length, a length, a token or a number out of range, or a NaN, and has changed nothing then.
 *
 * <p>Adding allocates nothing, and sums are in the order of steps, then sequences: equal predictions give equal values,
 * to the last bit. Not for use by two threads at once.
 */
public abstract class Metric {
    private final String name;
    private final Goal goal;
    private final int size;
    private final DataSpec.Kind targets;
    private final Rows predictions;
    private final Rows wanted;
    private boolean ignores;
    private int ignored;
    private float[] floats = {};
    private double[] doubles = {};
    private int[] sequences = {};

    /**
     * Sets what all metrics have.
     *
     * @param name for people, for example {@code "bits per character"}
     * @param goal which values are good ones
     * @param size numbers of a prediction
     * @param targets what predictions are compared with: a token, or as many numbers
     * @throws IllegalArgumentException if {@code size} is below 1
     */
    protected Metric(String name, Goal goal, int size, DataSpec.Kind targets) {
        if (size < 1) {
            throw new IllegalArgumentException(name + ": size " + size + " is below 1");
        }
        this.name = Objects.requireNonNull(name, "name");
        this.goal = Objects.requireNonNull(goal, "goal");
        this.size = size;
        this.targets = Objects.requireNonNull(targets, "targets");
        predictions = new Rows("predictions", size);
        wanted = new Rows("targets", size);
    }

    /** Forgets all predictions. */
    public abstract void reset();

    /**
     * The measure of all predictions since {@link #reset}.
     *
     * @return NaN if there was none
     */
    public abstract double value();

    /**
     * Checks one prediction that exists, before any of its window is counted.
     *
     * @param prediction {@code [size]}, without a NaN; may be used until the call ends
     * @param index where it begins in its array, for the message
     * @throws IllegalArgumentException if it cannot be counted
     */
    protected void check(double[] prediction, int index) {}

    /**
     * Checks one target of numbers that exists, before any of its window is counted.
     *
     * @param target {@code [size]}, without a NaN; may be used until the call ends
     * @param index where it begins in its array, for the message
     * @throws IllegalArgumentException if it cannot be counted
     */
    protected void checkTarget(double[] target, int index) {}

    /**
     * Counts one prediction of a token.
     *
     * @param prediction {@code [size]}; may be used until the call ends
     * @param target 0 to {@code size - 1}, not the ignored one
     */
    protected void count(double[] prediction, int target) {
        throw new UnsupportedOperationException(name + " does not count tokens");
    }

    /**
     * Counts one prediction of numbers.
     *
     * @param prediction {@code [size]}; may be used until the call ends
     * @param target {@code [size]}, without a NaN; may be used until the call ends
     */
    protected void count(double[] prediction, double[] target) {
        throw new UnsupportedOperationException(name + " does not count numbers");
    }

    /**
     * Leaves out all predictions whose target is a token, such as one that fills up.
     *
     * @param token any number, also one that is no token
     * @return this
     * @throws IllegalStateException if targets are numbers
     */
    public final Metric ignoring(int token) {
        if (targets != DataSpec.Kind.TOKEN) {
            throw new IllegalStateException(name + ": targets are numbers, there is no token to ignore");
        }
        ignores = true;
        ignored = token;
        return this;
    }

    /**
     * What it measures.
     *
     * @return for people
     */
    public final String name() {
        return name;
    }

    /**
     * Which values are good ones.
     *
     * @return the goal
     */
    public final Goal goal() {
        return goal;
    }

    /**
     * How many numbers a prediction has.
     *
     * @return above 0
     */
    public final int size() {
        return size;
    }

    /**
     * What predictions are compared with.
     *
     * @return tokens, or as many numbers as a prediction has
     */
    public final DataSpec.Kind targets() {
        return targets;
    }

    /**
     * Adds a window whose targets are tokens.
     *
     * @param predictions {@code [steps][batch][size]}
     * @param targets {@code [steps][batch]}
     * @param lengths {@code [batch]}, or null
     */
    public final void add(float[] predictions, int[] targets, int @Nullable [] lengths) {
        this.predictions.of(predictions);
        addTokens(targets, lengths);
    }

    /**
     * Adds a window whose targets are tokens.
     *
     * @param predictions {@code [steps][batch][size]}
     * @param targets {@code [steps][batch]}
     * @param lengths {@code [batch]}, or null
     */
    public final void add(double[] predictions, int[] targets, int @Nullable [] lengths) {
        this.predictions.of(predictions);
        addTokens(targets, lengths);
    }

    /**
     * Adds a window whose targets are numbers.
     *
     * @param predictions {@code [steps][batch][size]}
     * @param targets {@code [steps][batch][size]}
     * @param lengths {@code [batch]}, or null
     */
    public final void add(float[] predictions, float[] targets, int @Nullable [] lengths) {
        this.predictions.of(predictions);
        wanted.of(targets);
        addNumbers(lengths);
    }

    /**
     * Adds a window whose targets are numbers.
     *
     * @param predictions {@code [steps][batch][size]}
     * @param targets {@code [steps][batch][size]}
     * @param lengths {@code [batch]}, or null
     */
    public final void add(double[] predictions, double[] targets, int @Nullable [] lengths) {
        this.predictions.of(predictions);
        wanted.of(targets);
        addNumbers(lengths);
    }

    /**
     * Adds a window as a trainer has it: {@code metric.add(trainer.values("y"), batch, "y")}. Memory for a copy of the
     * predictions is allocated at the first call, and when their number changes.
     *
     * @param predictions {@code [steps][batch][size]}, or {@code [batch][size]} where there is one per sequence
     * @param batch the window's data
     * @param target the output whose target the predictions are compared with
     * @throws IllegalArgumentException if the batch has no such target, or what it has does not fit; nothing has changed then
     */
    public final void add(Tensor predictions, Batch batch, String target) {
        Objects.requireNonNull(predictions, "predictions");
        if (predictions.precision() == Precision.FLOAT) {
            floats = floats.length == predictions.size() ? floats : new float[predictions.size()];
            predictions.read(floats);
            add(floats, batch, target);
        } else {
            doubles = doubles.length == predictions.size() ? doubles : new double[predictions.size()];
            predictions.read(doubles);
            add(doubles, batch, target);
        }
    }

    /**
     * Adds a window.
     *
     * @param predictions {@code [steps][batch][size]}, or {@code [batch][size]} where there is one per sequence
     * @param batch the window's data
     * @param target the output whose target the predictions are compared with
     * @throws IllegalArgumentException if the batch has no such target, or what it has does not fit; nothing has changed then
     */
    public final void add(float[] predictions, Batch batch, String target) {
        this.predictions.of(predictions);
        addTarget(batch, target);
    }

    /**
     * Adds a window.
     *
     * @param predictions {@code [steps][batch][size]}, or {@code [batch][size]} where there is one per sequence
     * @param batch the window's data
     * @param target the output whose target the predictions are compared with
     * @throws IllegalArgumentException if the batch has no such target, or what it has does not fit; nothing has changed then
     */
    public final void add(double[] predictions, Batch batch, String target) {
        this.predictions.of(predictions);
        addTarget(batch, target);
    }

    private void addTarget(Batch batch, String target) {
        Objects.requireNonNull(batch, "batch");
        int index = batch.targetIndex(Objects.requireNonNull(target, "target"));
        Object data = batch.target(index);
        DataSpec spec = batch.info().targets().get(index);
        int @Nullable [] lengths = spec.perStep() ? batch.lengthsAlong(spec.axis()) : ofSequences(batch);
        if (targets == DataSpec.Kind.TOKEN && data instanceof int[] tokens) {
            addTokens(tokens, lengths);
        } else if (targets == DataSpec.Kind.VECTOR && data instanceof float[] numbers) {
            wanted.of(numbers);
            addNumbers(lengths);
        } else if (targets == DataSpec.Kind.VECTOR && data instanceof double[] numbers) {
            wanted.of(numbers);
            addNumbers(lengths);
        } else {
            throw new IllegalArgumentException(name + ": target " + target + ": expected "
                    + (targets == DataSpec.Kind.TOKEN ? "int[]" : "float[] or double[]") + ", found "
                    + (data == null ? "null" : data.getClass().getSimpleName()));
        }
    }

    /** Of a target per sequence: one step of each that exists; null for all. Allocates at the first batch that is not full. */
    private int @Nullable [] ofSequences(Batch batch) {
        int all = batch.info().batch();
        if (batch.sequences() == all) {
            return null;
        }
        sequences = sequences.length == all ? sequences : new int[all];
        Arrays.fill(sequences, 0, batch.sequences(), 1);
        Arrays.fill(sequences, batch.sequences(), all, 0);
        return sequences;
    }

    private void addTokens(int[] targets, int @Nullable [] lengths) {
        kind(DataSpec.Kind.TOKEN);
        checkCount(targets == null ? -1 : targets.length, lengths);
        int batch = lengths == null ? 1 : lengths.length;
        for (int i = 0; i < targets.length; i++) {
            if (exists(i, batch, lengths)) {
                check(predictions.readChecked(i), i * size);
                if (!isIgnored(targets[i]) && (targets[i] < 0 || targets[i] >= size)) {
                    throw new IllegalArgumentException("targets: token " + targets[i] + " at index " + i
                            + " is out of range, expected 0 to " + (size - 1));
                }
            }
        }
        for (int i = 0; i < targets.length; i++) {
            if (exists(i, batch, lengths) && !isIgnored(targets[i])) {
                count(predictions.read(i), targets[i]);
            }
        }
    }

    private void addNumbers(int @Nullable [] lengths) {
        kind(DataSpec.Kind.VECTOR);
        checkCount(wanted.count(), lengths);
        int batch = lengths == null ? 1 : lengths.length;
        int rows = wanted.count();
        for (int i = 0; i < rows; i++) {
            if (exists(i, batch, lengths)) {
                check(predictions.readChecked(i), i * size);
                checkTarget(wanted.readChecked(i), i * size);
            }
        }
        for (int i = 0; i < rows; i++) {
            if (exists(i, batch, lengths)) {
                count(predictions.read(i), wanted.read(i));
            }
        }
    }

    private boolean isIgnored(int target) {
        return ignores && target == ignored;
    }

    private static boolean exists(int row, int batch, int @Nullable [] lengths) {
        return lengths == null || row / batch < lengths[row % batch];
    }

    private void kind(DataSpec.Kind found) {
        if (found != targets) {
            throw new IllegalArgumentException(name + ": targets are "
                    + (targets == DataSpec.Kind.TOKEN ? "tokens, found numbers" : "numbers, found tokens"));
        }
    }

    private void checkCount(int found, int @Nullable [] lengths) {
        int rows = predictions.count();
        if (found != rows) {
            throw new IllegalArgumentException("targets: expected " + rows + ", one for each prediction of " + size
                    + " numbers, found " + (found < 0 ? "null" : found));
        }
        if (lengths == null) {
            return;
        }
        if (lengths.length == 0 || rows % lengths.length != 0) {
            throw new IllegalArgumentException(
                    "lengths: " + rows + " predictions cannot belong to " + lengths.length + " sequences");
        }
        Checks.lengths("lengths", lengths, lengths.length, rows / lengths.length);
    }
}
