// SPDX-License-Identifier: Apache-2.0
package org.rnnc.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.io.Checkpoint;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.training.Schedule;

/**
 * Trains a model by the machines of a Spark cluster, all at the same step. The data of an update are a fixed number of parts, each a
 * batch of the model; which task runs a part, on which machine, and how often, changes no bit of what is learned.
 *
 * <pre>{@code
 * SparkTraining training = SparkTraining.over(spark, trainer, supply, 16).checkpoints(file, 100);
 * while (training.updates() < 2000) {
 *     double loss = training.update();
 * }
 * }</pre>
 *
 * <p>Belongs to the driver's thread.
 */
public final class SparkTraining {
    private static final String WINDOW = "spark.window";

    private final JavaSparkContext spark;
    private final Trainer trainer;
    private final int parts;
    private final String id = UUID.randomUUID().toString();
    private final Broadcast<Supply> supply;
    private final Numbers nothing = Numbers.of(List.of());
    private int tasks;
    private long window;
    private @Nullable Schedule schedule;
    private @Nullable Path file;
    private int every;

    private SparkTraining(JavaSparkContext spark, Trainer trainer, Supply supply, int parts) {
        this.spark = spark;
        this.trainer = trainer;
        this.parts = parts;
        this.supply = spark.broadcast(supply);
        tasks = Math.min(parts, spark.defaultParallelism());
    }

    /**
     * Begins training.
     *
     * @param spark the cluster
     * @param trainer of the model that is trained, on the driver; its optimizer makes the updates
     * @param supply what executors need
     * @param parts of an update: how many batches of the model are taken for one; a power of two divides their sum exactly
     * @return one that uses all of the cluster's cores
     * @throws IllegalArgumentException if {@code parts} is below 1, or the model carries its states from window to window, which
     *     would tie a part to the machine that has run the one before
     */
    public static SparkTraining over(JavaSparkContext spark, Trainer trainer, Supply supply, int parts) {
        Objects.requireNonNull(spark, "spark");
        Model model = Objects.requireNonNull(trainer, "trainer").model();
        Objects.requireNonNull(supply, "supply");
        if (parts < 1) {
            throw new IllegalArgumentException("parts: expected 1 or more, found " + parts);
        }
        if (model.info().carriesState()) {
            throw new IllegalArgumentException("model " + model.info().name()
                    + " carries its states from window to window: parts must be windows of their own");
        }
        return new SparkTraining(spark, trainer, supply, parts);
    }

    /**
     * Says how many tasks share the parts of an update. It changes no bit.
     *
     * @param count from 1 on; more than there are parts are not used
     * @return this
     */
    public SparkTraining tasks(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count: expected 1 or more, found " + count);
        }
        tasks = Math.min(parts, count);
        return this;
    }

    /**
     * Sets the learning rate of each update by its number, or of each round where updates are averaged.
     *
     * @param rates a rate for each number of updates made so far
     * @return this
     */
    public SparkTraining schedule(Schedule rates) {
        schedule = Objects.requireNonNull(rates, "rates");
        return this;
    }

    /**
     * Keeps a checkpoint on the driver, and goes on from the one that is there, bit for bit.
     *
     * @param path of the file
     * @param updates after how many another one is written
     * @return this
     * @throws IOException if the one that is there cannot be read, or is of another model or another number of parts; nothing has
     *     changed then
     */
    public SparkTraining checkpoints(Path path, int updates) throws IOException {
        Objects.requireNonNull(path, "path");
        if (updates < 1) {
            throw new IllegalArgumentException("updates: expected 1 or more, found " + updates);
        }
        if (Files.exists(path)) {
            String[] position = Checkpoint.notes(path).getOrDefault(WINDOW, "").split(" of ", -1);
            if (position.length != 2 || !position[1].equals(parts + " parts")) {
                throw new IOException(path + ": expected a checkpoint of " + parts + " parts, found "
                        + (position.length == 2 ? position[1] : "one of another kind of training"));
            }
            Checkpoint.restore(trainer, path);
            window = Long.parseLong(position[0]);
        }
        file = path;
        every = updates;
        return this;
    }

    /**
     * How many updates have been made.
     *
     * @return those of the trainer
     */
    public long updates() {
        return trainer.updates();
    }

    /**
     * Makes one update by the mean of all parts' gradients: that of their losses, if a loss is a mean over its batch.
     *
     * @return the mean loss before the update
     * @throws IOException if a checkpoint cannot be written
     * @throws IllegalStateException if a gradient is not finite; nothing has changed then
     */
    public double update() throws IOException {
        setRate();
        Partial all = run(0, nothing);

        all.numbers()[0].divide(parts).writeTo(trainer.gradients());
        trainer.update();
        return end(all, 1);
    }

    /**
     * Has each part make some updates by itself, all from the same parameters and the same memory of the optimizer, and goes on with
     * the means of both: parameters travel once for that many updates. What is learned is not what {@link #update} learns, but as
     * reproducible.
     *
     * @param count updates of each part
     * @return the mean loss of all
     * @throws IOException if a checkpoint cannot be written
     */
    public double average(int count) throws IOException {
        if (count < 1) {
            throw new IllegalArgumentException("count: expected 1 or more, found " + count);
        }
        setRate();
        Partial all = run(count, Numbers.of(trainer.optimizerState()));
        all.numbers()[0].divide(parts).writeTo(trainer.model().parameters());
        all.numbers()[1].divide(parts).writeTo(trainer.optimizerState());
        trainer.setUpdates(trainer.updates() + count);
        return end(all, count);
    }

    private void setRate() {
        if (schedule != null) {
            trainer.setLearningRate(schedule.learningRate(trainer.updates()));
        }
    }

    private Partial run(int count, Numbers optimizer) {
        Round round = new Round(
                parts,
                count,
                window,
                trainer.updates(),
                trainer.learningRate(),
                Numbers.of(trainer.model().parameters()),
                optimizer);
        Broadcast<Round> sent = spark.broadcast(round);
        try {
            return PartTree.root(
                    parts,
                    spark.parallelize(ranges(), tasks)
                            .mapPartitions(new PartTask(id, supply, sent))
                            .collect());
        } finally {
            sent.destroy();
        }
    }

    private List<int[]> ranges() {
        List<int[]> ranges = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            ranges.add(new int[] {(int) ((long) parts * i / tasks), (int) ((long) parts * (i + 1) / tasks)});
        }
        return ranges;
    }

    private double end(Partial all, int count) throws IOException {
        window += (long) parts * count;
        if (file != null && trainer.updates() / every != (trainer.updates() - count) / every) {
            Checkpoint.save(trainer, file, Map.of(WINDOW, window + " of " + parts + " parts"));
        }
        return all.loss() / parts;
    }
}
