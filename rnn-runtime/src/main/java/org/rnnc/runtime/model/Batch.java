// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.model;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.support.Checks;

/**
 * The data of one window as one value: an array for each input and target of a model, how long the sequences are, and who
 * they are.
 *
 * <pre>{@code
 * float[] x = new float[25 * 32 * 4];
 * int[] label = new int[32];
 * Batch batch = new Batch(model.info()).input("x", x).target("label", label);
 * trainer.train(batch);
 * }</pre>
 *
 * <p>Data lie flat: {@code float[]} or {@code double[]} (by the model's precision) of shape {@code [window][batch][size]},
 * {@code int[]} of shape {@code [window][batch]} for tokens; without the leading {@code [window]} where there is one datum
 * per sequence. Arrays are kept, not copied, so that one batch can be filled anew for each window, and nothing is allocated
 * then. What the numbers are is looked at where they are used. Not for use by two threads at once.
 */
public final class Batch {
    private final ModelInfo info;
    private final @Nullable Object[] data;
    private final int[] @Nullable [] lengths;
    private final int[] @Nullable [] trees;
    private long @Nullable [] ids;
    private int sequences;

    /**
     * Makes one that has no data yet.
     *
     * @param info of the model whose data it will have
     */
    public Batch(ModelInfo info) {
        this.info = Objects.requireNonNull(info, "info");
        data = new Object[info.inputs().size() + info.targets().size()];
        lengths = new int[info.axes().size()][];
        trees = new int[info.axes().size()][];
        sequences = info.batch();
    }

    /**
     * Makes one of all its arrays.
     *
     * @param info of the model
     * @param data an array per input, then one per target, in the order of {@code info}
     * @return a new batch of full length
     * @throws IllegalArgumentException if there is another number of arrays, or one is missing, or of the wrong type or length
     */
    public static Batch of(ModelInfo info, Object... data) {
        Batch batch = new Batch(info);
        Checks.count("data", data, batch.data.length);
        for (int i = 0; i < data.length; i++) {
            batch.set(i, data[i]);
        }
        return batch;
    }

    /**
     * Makes one with arrays of its own, to be filled.
     *
     * @param info of the model
     * @return a new batch of full length; all data are zeros
     */
    public static Batch zeros(ModelInfo info) {
        Batch batch = new Batch(info);
        for (int i = 0; i < batch.data.length; i++) {
            DataSpec spec = batch.spec(i);
            int length = Math.toIntExact(batch.size(spec));
            if (spec.kind() == DataSpec.Kind.TOKEN) {
                batch.data[i] = new int[length];
            } else {
                batch.data[i] = info.precision() == Precision.FLOAT ? new float[length] : new double[length];
            }
        }
        return batch;
    }

    /**
     * Whose data these are.
     *
     * @return what the model knows about itself
     */
    public ModelInfo info() {
        return info;
    }

    /**
     * Sets the data of an input.
     *
     * @param name of the input
     * @param array {@code float[]}, {@code double[]} or {@code int[]}; kept
     * @return this
     * @throws IllegalArgumentException if there is no such input, or the array is of the wrong type or length;
     *     nothing has changed then
     */
    public Batch input(String name, Object array) {
        set(index(name, info.inputs(), "input"), Objects.requireNonNull(array, "array"));
        return this;
    }

    /**
     * Sets the data of a target.
     *
     * @param name of the output that has it
     * @param array {@code float[]}, {@code double[]} or {@code int[]}; kept
     * @return this
     * @throws IllegalArgumentException if there is no such target, or the array is of the wrong type or length;
     *     nothing has changed then
     */
    public Batch target(String name, Object array) {
        set(info.inputs().size() + targetIndex(name), Objects.requireNonNull(array, "array"));
        return this;
    }

    /**
     * The data of an input.
     *
     * @param name of the input
     * @return its array; null if none was set
     * @throws IllegalArgumentException if there is no such input; the message lists those there are
     */
    public @Nullable Object input(String name) {
        return input(index(name, info.inputs(), "input"));
    }

    /**
     * The data of an input.
     *
     * @param index of the input in {@link ModelInfo#inputs()}
     * @return its array; null if none was set
     * @throws IndexOutOfBoundsException if there is no such input
     */
    public @Nullable Object input(int index) {
        return data[Objects.checkIndex(index, info.inputs().size())];
    }

    /**
     * The data of a target.
     *
     * @param name of the output that has it
     * @return its array; null if none was set
     * @throws IllegalArgumentException if there is no such target; the message lists those there are
     */
    public @Nullable Object target(String name) {
        return target(targetIndex(name));
    }

    /**
     * Where a target is in {@link ModelInfo#targets()}.
     *
     * @param name of the output that has it
     * @return from 0
     * @throws IllegalArgumentException if there is no such target; the message lists those there are
     */
    public int targetIndex(String name) {
        return index(name, info.targets(), "target");
    }

    /**
     * The data of a target.
     *
     * @param index of the target in {@link ModelInfo#targets()}
     * @return its array; null if none was set
     * @throws IndexOutOfBoundsException if there is no such target
     */
    public @Nullable Object target(int index) {
        return data[
                info.inputs().size() + Objects.checkIndex(index, info.targets().size())];
    }

    /**
     * Says how long the sequences are. What lies behind the end of one counts nowhere. A model of several axes has lengths
     * along each: {@link #lengths(String, int[])}.
     *
     * @param lengths {@code [batch]}, how many steps of each sequence exist; kept; null for all
     * @return this
     * @throws IllegalArgumentException if there is another number of them, or one is below 0 or above the window, or the model
     *     has several axes; nothing has changed then
     */
    public Batch lengths(int @Nullable [] lengths) {
        return lengths(onlyAxis(), lengths);
    }

    /**
     * Says how long the sequences are along an axis. What lies behind the end of one counts nowhere.
     *
     * @param axis its name
     * @param lengths {@code [batch]}, how many steps of each sequence exist; kept; null for all
     * @return this
     * @throws IllegalArgumentException if there is no such axis, or another number of lengths, or one is below 0 or above the
     *     axis's window; nothing has changed then
     */
    public Batch lengths(String axis, int @Nullable [] lengths) {
        int index = info.axisIndex(axis);
        if (info.axes().get(index).tree()) {
            throw new IllegalArgumentException("axis " + axis
                    + " has nodes of trees: trees(...) says what they look like, and so how many there are");
        }
        Checks.lengths("lengths", lengths, info.batch(), info.axes().get(index).window());
        this.lengths[index] = lengths;
        return this;
    }

    /**
     * Says what the trees look like, of a model whose only axis has nodes of trees.
     *
     * @param trees see {@link Trees}; kept, and checked where they are used
     * @return this
     * @throws IllegalArgumentException if the array has another length than the window's trees, or the model has several axes, or
     *     its axis no trees; nothing has changed then
     */
    public Batch trees(int[] trees) {
        return trees(onlyAxis(), trees);
    }

    /**
     * Says what the trees look like along an axis.
     *
     * @param axis its name
     * @param trees see {@link Trees}; kept, and checked where they are used
     * @return this
     * @throws IllegalArgumentException if there is no such axis, or it has no trees, or the array has another length than the
     *     window's trees; nothing has changed then
     */
    public Batch trees(String axis, int[] trees) {
        Objects.requireNonNull(trees, "trees");
        int index = info.axisIndex(axis);
        AxisSpec spec = info.axes().get(index);
        if (!spec.tree()) {
            throw new IllegalArgumentException(
                    "axis " + axis + " has steps one after the other: lengths(...) says how many there are");
        }
        int all = spec.window() * info.batch();
        if (trees.length != all && trees.length != 2 * all) {
            throw new IllegalArgumentException(
                    "trees: expected length " + all + " ([" + spec.window() + "][" + info.batch()
                            + "], parents) or " + 2 * all + " ([2][" + spec.window() + "][" + info.batch()
                            + "], left and right children), found length " + trees.length);
        }
        this.trees[index] = trees;
        if (this.lengths[index] == null) {
            this.lengths[index] = new int[info.batch()];
        }
        return this;
    }

    /**
     * What the trees look like along an axis.
     *
     * @param axis its name
     * @return see {@link Trees}; null if nothing was said
     * @throws IllegalArgumentException if there is no such axis
     */
    public int @Nullable [] treesAlong(String axis) {
        return trees[info.axisIndex(axis)];
    }

    private String onlyAxis() {
        if (info.axes().size() > 1) {
            throw new IllegalArgumentException("model " + info.name() + " has several axes: lengths(\""
                    + info.axes().get(0).name() + "\", ...) says how long its sequences are along one");
        }
        return info.axes().get(0).name();
    }

    /**
     * How long the sequences are.
     *
     * @return {@code [batch]}; null if all steps exist
     * @throws IllegalArgumentException if the model has several axes
     */
    public int @Nullable [] lengths() {
        return lengthsAlong(onlyAxis());
    }

    /**
     * How long the sequences are along an axis, or how many nodes the trees have.
     *
     * @param axis its name
     * @return {@code [batch]}; null if all steps exist
     * @throws IllegalArgumentException if there is no such axis
     */
    public int @Nullable [] lengthsAlong(String axis) {
        int index = info.axisIndex(axis);
        int[] shapes = trees[index];
        int[] counts = lengths[index];
        for (int tree = 0; shapes != null && counts != null && tree < counts.length; tree++) {
            counts[tree] = Trees.length(shapes, info.axes().get(index).window(), counts.length, tree);
        }
        return counts;
    }

    /**
     * Names the sequences, see {@link Trainer#setSequenceIds}.
     *
     * @param ids {@code [batch]}, the same number for the same sequence in each epoch; kept; null for the places in the batch
     * @return this
     * @throws IllegalArgumentException if there is another number of them; nothing has changed then
     */
    public Batch ids(long @Nullable [] ids) {
        if (ids != null && ids.length != info.batch()) {
            throw new IllegalArgumentException("ids: expected length " + info.batch() + ", found length " + ids.length);
        }
        this.ids = ids;
        return this;
    }

    /**
     * The names of the sequences.
     *
     * @return {@code [batch]}; null if they are their places
     */
    public long @Nullable [] ids() {
        return ids;
    }

    /**
     * Says how many of the sequences exist, the first ones; the others fill the batch up. Metrics leave those out. A trainer
     * goes by {@link #lengths(int[])}, which must be 0 for them, and a target that is there once a sequence counts in its loss
     * all the same: a {@code TrainingLoop} refuses such a batch.
     *
     * @param count from 0 to the model's batch
     * @return this
     * @throws IllegalArgumentException if it is out of range; nothing has changed then
     */
    public Batch sequences(int count) {
        if (count < 0 || count > info.batch()) {
            throw new IllegalArgumentException("sequences: expected 0 to " + info.batch() + ", found " + count);
        }
        sequences = count;
        return this;
    }

    /**
     * How many of the sequences exist.
     *
     * @return from 0 to the model's batch, and that if nothing else was said
     */
    public int sequences() {
        return sequences;
    }

    /**
     * Whether something is in the loss that does not exist: a target per sequence of one that fills the batch up.
     *
     * @return false for a batch whose sequences all exist
     */
    public boolean hasFillingThatCounts() {
        return sequences < info.batch() && !info.targets().stream().allMatch(DataSpec::perStep);
    }

    @Override
    public String toString() {
        String steps = info.axes().size() == 1
                ? info.window() + " steps"
                : info.axes().stream()
                        .map(axis -> axis.window() + " steps of " + axis.name())
                        .collect(Collectors.joining(" and "));
        return "a batch of " + info.batch() + " sequences of " + steps + " for " + info.name();
    }

    private DataSpec spec(int index) {
        int inputs = info.inputs().size();
        return index < inputs ? info.inputs().get(index) : info.targets().get(index - inputs);
    }

    private static int index(String name, List<DataSpec> specs, String what) {
        Objects.requireNonNull(name, "name");
        for (int i = 0; i < specs.size(); i++) {
            if (specs.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("there is no " + what + " \"" + name + "\". There are: "
                + specs.stream().map(DataSpec::name).collect(Collectors.joining(", ")));
    }

    /** How many numbers of one input or target a window has. */
    private long size(DataSpec spec) {
        return (spec.perStep() ? (long) info.window(spec.axis()) : 1) * info.batch() * spec.width();
    }

    private String shape(DataSpec spec) {
        return (spec.perStep() ? "[" + info.window(spec.axis()) + "]" : "") + "[" + info.batch() + "]"
                + (spec.kind() == DataSpec.Kind.TOKEN ? "" : "[" + spec.size() + "]");
    }

    private void set(int index, Object array) {
        DataSpec spec = spec(index);
        if (length(spec, array) != size(spec)) {
            throw new IllegalArgumentException((index < info.inputs().size() ? "input " : "target ") + spec.name()
                    + ": expected " + type(spec) + " of length " + size(spec) + ", " + shape(spec) + ", found "
                    + found(spec, array));
        }
        data[index] = array;
    }

    /** The length of an array of the right type; -1 of another. */
    private int length(DataSpec spec, Object array) {
        if (spec.kind() == DataSpec.Kind.TOKEN) {
            return array instanceof int[] tokens ? tokens.length : -1;
        }
        if (info.precision() == Precision.FLOAT) {
            return array instanceof float[] floats ? floats.length : -1;
        }
        return array instanceof double[] doubles ? doubles.length : -1;
    }

    private String type(DataSpec spec) {
        return spec.kind() == DataSpec.Kind.TOKEN
                ? "int[]"
                : info.precision() == Precision.FLOAT ? "float[]" : "double[]";
    }

    private String found(DataSpec spec, Object array) {
        int length = length(spec, array);
        if (length >= 0) {
            return "length " + length;
        }
        return array == null ? "null" : array.getClass().getSimpleName();
    }
}
