// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.ModelInfo;

/**
 * Sequences in memory, each as long as it is: words, sentences, recordings. Data are arrays in the order of inputs, then
 * targets: {@code float[]} or {@code double[]} for vectors, {@code int[]} for tokens. They are kept, not copied. Not for use
 * by two threads at once.
 *
 * <pre>{@code
 * Sequences names = Sequences.of(model.info());
 * names.add(4, vocabulary.tokens("Anna"), new int[] {2});
 * Sequences all = Sequences.ofBatchMajor(model.info(), 1000, 25, x, y);   // x[sequence][step][element]
 * }</pre>
 */
public final class Sequences implements Examples {
    private final ModelInfo info;
    private final DataSpec[] specs;
    private final List<Sequence> sequences = new ArrayList<>();

    /** Some sequences that lie in the same arrays; flat, {@code [sequences][steps][size]} or {@code [steps][sequences][size]}. */
    private record Block(Object[] data, int sequences, int steps, boolean stepMajor) {
        int index(DataSpec spec, int sequence, int step) {
            if (!spec.perStep()) {
                return sequence * spec.width();
            }
            return (stepMajor ? step * sequences + sequence : sequence * steps + step) * spec.width();
        }
    }

    private record Sequence(Block block, int index, int steps) {}

    private Sequences(ModelInfo info) {
        this.info = Objects.requireNonNull(info, "info");
        specs = Stream.concat(info.inputs().stream(), info.targets().stream()).toArray(DataSpec[]::new);
    }

    /**
     * No sequences yet.
     *
     * @param info of the model
     * @return to be added to
     */
    public static Sequences of(ModelInfo info) {
        return new Sequences(info);
    }

    /**
     * Sequences that lie one behind the other: {@code x[sequence][step][element]}, what Keras and PyTorch's {@code
     * batch_first} call {@code [batch][step]}. A model's own batches are the other way round.
     *
     * @param info of the model
     * @param sequences how many there are
     * @param steps of each, at most the model's window
     * @param data of each input, then of each target: flat, or as nested arrays of this shape; {@code [sequences][size]} where
     *     there is one per sequence
     * @return the sequences
     * @throws IllegalArgumentException if an array is missing, of another type or of another shape; where it has the shape of
     *     {@link #ofStepMajor}, the message says so
     */
    public static Sequences ofBatchMajor(ModelInfo info, int sequences, int steps, Object... data) {
        return of(info, sequences, steps, false, data);
    }

    /**
     * Sequences that lie side by side: {@code x[step][sequence][element]}, as in a {@link org.rnnc.runtime.model.Batch} and in
     * PyTorch without {@code batch_first}.
     *
     * @param info of the model
     * @param steps of each sequence, at most the model's window
     * @param sequences how many there are
     * @param data of each input, then of each target: flat, or as nested arrays of this shape; {@code [sequences][size]} where
     *     there is one per sequence
     * @return the sequences
     * @throws IllegalArgumentException if an array is missing, of another type or of another shape; where it has the shape of
     *     {@link #ofBatchMajor}, the message says so
     */
    public static Sequences ofStepMajor(ModelInfo info, int steps, int sequences, Object... data) {
        return of(info, sequences, steps, true, data);
    }

    private static Sequences of(ModelInfo info, int count, int steps, boolean stepMajor, Object... data) {
        Sequences all = new Sequences(info);
        if (count < 0) {
            throw new IllegalArgumentException(count + " sequences: expected 0 or more");
        }
        String other = count <= info.window()
                ? "; if these are " + steps + " sequences of " + count + " steps, "
                        + (stepMajor ? "ofBatchMajor" : "ofStepMajor") + " takes them"
                : "";
        all.checkSteps(steps, other);
        Block block = all.block(count, steps, stepMajor, data);
        for (int i = 0; i < count; i++) {
            all.sequences.add(new Sequence(block, i, steps));
        }
        return all;
    }

    /**
     * Adds a sequence.
     *
     * @param steps how long it is, at most the model's window
     * @param data of each input, then of each target: {@code [steps][size]} flat, or {@code [size]} where there is one per
     *     sequence
     * @return this
     * @throws IllegalArgumentException if it is too long, or an array is missing, of another type or of another length;
     *     nothing has changed then
     */
    public Sequences add(int steps, Object... data) {
        checkSteps(steps, "");
        sequences.add(new Sequence(block(1, steps, false, data), 0, steps));
        return this;
    }

    private void checkSteps(int steps, String hint) {
        if (steps < 0 || steps > info.window()) {
            throw new IllegalArgumentException("a sequence of " + steps + " steps: model " + info.name()
                    + " is trained on windows of 0 to " + info.window() + hint);
        }
    }

    private Block block(int count, int steps, boolean stepMajor, Object... data) {
        if (Objects.requireNonNull(data, "data").length != specs.length) {
            throw new IllegalArgumentException("data: expected " + specs.length + " arrays, for "
                    + String.join(", ", Stream.of(specs).map(DataSpec::name).toList()) + ", found " + data.length);
        }
        Object[] flat = new Object[specs.length];
        for (int i = 0; i < flat.length; i++) {
            String what = (i < info.inputs().size() ? "input " : "target ") + specs[i].name();
            flat[i] = new SequenceArray(what, specs[i], count, steps, stepMajor).flat(data[i]);
        }
        return new Block(flat, count, steps, stepMajor);
    }

    @Override
    public int count() {
        return sequences.size();
    }

    @Override
    public int steps(int example) {
        return sequences.get(example).steps();
    }

    @Override
    public void fill(int example, Lane lane) {
        Sequence sequence = sequences.get(example);
        for (int datum = 0; datum < specs.length; datum++) {
            int steps = specs[datum].perStep() ? sequence.steps() : 1;
            Object data = sequence.block().data()[datum];
            for (int step = 0; step < steps; step++) {
                put(data, sequence.block().index(specs[datum], sequence.index(), step), datum, step, lane);
            }
        }
    }

    private void put(Object data, int from, int datum, int step, Lane lane) {
        if (data instanceof int[] tokens) {
            lane.token(datum, step, tokens[from]);
            return;
        }
        for (int element = 0; element < specs[datum].width(); element++) {
            double value = data instanceof float[] floats ? floats[from + element] : ((double[]) data)[from + element];
            lane.number(datum, step, element, value);
        }
    }
}
