// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.model.AxisSpec;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.training.WindowSource;

/**
 * Puts {@link Examples} side by side: as many as the model's batch has, with their lengths, and with their numbers as ids, so
 * that an example keeps its random masks wherever it lies.
 *
 * <pre>{@code
 * Batches training = Batches.of(model.info(), examples).shuffled(7);
 * TrainingLoop.over(trainer, training).epochs(20).run();
 * evaluation.run(Batches.forEvaluation(model.info(), others));
 * }</pre>
 *
 * <p>An incomplete last batch is filled up with sequences of no steps, which count nowhere: not in a loss per step, not in a
 * mean, not in a gradient. A target per sequence would count; see {@link #ignoring} and {@link #dropLast}.
 *
 * <p>Of a model that carries its state from window to window, each sequence of the batch reads its own part of the examples,
 * one after the other. The {@link #batch} is made once. Not for use by two threads at once.
 */
public final class Batches implements WindowSource, AutoCloseable {
    private final ModelInfo info;
    private final Examples examples;
    private final boolean evaluates;
    private final Batch batch;
    private final Lane lane;
    private final int[] lengths;
    private final long[] ids;
    private final int[] ignored;
    private final boolean[] isIgnored;
    private boolean drops;
    private @Nullable RandomSource random;
    private int @Nullable [] order;

    private Batches(ModelInfo info, Examples examples, boolean evaluates) {
        this.info = Objects.requireNonNull(info, "info");
        this.examples = Objects.requireNonNull(examples, "examples");
        this.evaluates = evaluates;
        checkAxes(info);
        if (info.carriesState() && !examples.areConsecutive()) {
            throw new IllegalArgumentException("model " + info.name() + " carries its state from window to window, and"
                    + " these examples do not begin where those before them end: windows of a series do, at every "
                    + info.window() + " rows");
        }
        lengths = new int[info.batch()];
        ids = new long[info.batch()];
        batch = Batch.zeros(info).lengths(lengths).ids(ids);
        lane = new Lane(batch);
        ignored = new int[info.inputs().size() + info.targets().size()];
        isIgnored = new boolean[ignored.length];
    }

    /** Examples are sequences along one axis. */
    private static void checkAxes(ModelInfo info) {
        if (info.axes().size() > 1) {
            String axes = info.axes().stream().map(AxisSpec::name).collect(Collectors.joining(" and of "));
            throw new IllegalArgumentException("model " + info.name() + " has steps of " + axes
                    + ", and examples are sequences along one axis: fill a Batch, which has lengths of each");
        }
        if (info.axes().get(0).tree()) {
            throw new IllegalArgumentException("model " + info.name()
                    + " is over trees, and examples are sequences: fill a Batch, which takes the shapes of trees");
        }
    }

    /**
     * Batches to train on, in the examples' order.
     *
     * @param info of the model
     * @param examples of the same model
     * @return batches in order
     * @throws IllegalArgumentException if the model carries its state on, and examples do not follow each other, or if it
     *     has several axes or is over trees
     */
    public static Batches of(ModelInfo info, Examples examples) {
        return new Batches(info, examples, false);
    }

    /**
     * Batches to measure a model by, in the examples' order. Every example is there once: metrics leave out what fills up the
     * last batch, also where targets are per sequence ({@link Batch#sequences()}).
     *
     * @param info of the model
     * @param examples of the same model
     * @return batches in order, not to be trained on
     * @throws IllegalArgumentException if the model carries its state on, and examples do not follow each other, or if it
     *     has several axes or is over trees
     */
    public static Batches forEvaluation(ModelInfo info, Examples examples) {
        return new Batches(info, examples, true);
    }

    /**
     * Gives each epoch an order of its own, which follows from the seed and the epoch's number alone: when training goes on
     * from a checkpoint it is the same order, with nothing to be kept.
     *
     * @param seed any number
     * @return this
     * @throws IllegalArgumentException if the order of examples means something: they are read as they come, or the model
     *     carries its state from one to the next
     */
    public Batches shuffled(long seed) {
        if (info.carriesState()) {
            throw new IllegalArgumentException("model " + info.name()
                    + " carries its state from window to window, so that their order cannot be changed");
        }
        if (!examples.isInMemory()) {
            throw new IllegalArgumentException("these examples are read as they come, in the order they have there;"
                    + " Table.read(...) gets the rows into memory, and any order is possible");
        }
        random = RandomSource.of(seed);
        return this;
    }

    /**
     * Leaves out the examples that do not fill a last batch; shuffled, they are others in each epoch.
     *
     * @return this
     */
    public Batches dropLast() {
        drops = true;
        return this;
    }

    /**
     * Says which token counts nothing, of a target per sequence whose loss is {@code crossEntropy(kind, ignore = -100)}: the
     * sequences that fill up a last batch get it.
     *
     * @param target the output that has it
     * @param token the same as in the specification
     * @return this
     * @throws IllegalArgumentException if there is no such target of tokens
     */
    public Batches ignoring(String target, int token) {
        int index = batch.targetIndex(target);
        if (info.targets().get(index).kind() != DataSpec.Kind.TOKEN) {
            throw new IllegalArgumentException("target " + target + " has no tokens that could be ignored");
        }
        ignored[info.inputs().size() + index] = token;
        isIgnored[info.inputs().size() + index] = true;
        return this;
    }

    /**
     * How many batches an epoch has.
     *
     * @return above 0
     * @throws IllegalArgumentException if there are too few examples for one, or the last batch cannot be filled up without
     *     counting what is not there; the message says what can be done
     */
    @Override
    public int windows() {
        int count = examples.count();
        boolean cut = drops || info.carriesState();
        int windows = cut ? count / info.batch() : (int) ((count + (long) info.batch() - 1) / info.batch());
        if (windows == 0) {
            throw new IllegalArgumentException(count + " examples are too few for a batch of " + info.batch());
        }
        if (!cut && !evaluates && count % info.batch() != 0) {
            checkFilling(count);
        }
        return windows;
    }

    private void checkFilling(int count) {
        for (int i = 0; i < info.targets().size(); i++) {
            DataSpec target = info.targets().get(i);
            if (!target.perStep() && !isIgnored[info.inputs().size() + i]) {
                String ignore = target.kind() == DataSpec.Kind.TOKEN
                        ? ", or the loss ignores them: crossEntropy(" + target.name()
                                + ", ignore = -100) and ignoring(\"" + target.name() + "\", -100)"
                        : "";
                throw new IllegalArgumentException(count + " examples do not fill batches of " + info.batch()
                        + ", and target " + target.name() + " has one datum per sequence, so that sequences which fill"
                        + " up the last batch would count in the loss: dropLast() leaves out "
                        + count % info.batch() + " examples in each epoch" + ignore);
            }
        }
    }

    @Override
    public void startEpoch(int epoch) {
        if (random != null) {
            order = IntStream.range(0, examples.count()).toArray();
            random.split("epoch " + epoch).shuffle(order);
        }
    }

    /**
     * The examples of a batch.
     *
     * @param index 0 to {@code windows() - 1}
     * @return the same batch at every call
     * @throws IndexOutOfBoundsException if there is no such batch
     */
    @Override
    public Batch batch(int index) {
        int windows = windows();
        Objects.checkIndex(index, windows);
        if (random != null && order == null) {
            startEpoch(0);
        }
        int there = 0;
        for (int place = 0; place < info.batch(); place++) {
            int number = info.carriesState() ? place * windows + index : index * info.batch() + place;
            if (number < examples.count()) {
                put(place, order == null ? number : order[number]);
                there++;
            } else {
                lengths[place] = 0;
                ids[place] = number;
                lane.at(place).clear(ignored);
            }
        }
        return batch.sequences(evaluates ? there : info.batch());
    }

    private void put(int place, int example) {
        lengths[place] = examples.steps(example);
        ids[place] = example;
        examples.fill(example, lane.at(place));
    }

    /** Closes the examples. */
    @Override
    public void close() {
        examples.close();
    }

    @Override
    public String toString() {
        return examples.count() + " examples in batches of " + info.batch() + (random == null ? "" : ", shuffled")
                + (Arrays.equals(isIgnored, new boolean[isIgnored.length]) ? "" : ", filled up by ignored tokens");
    }
}
