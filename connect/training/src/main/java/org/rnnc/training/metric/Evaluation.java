// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.model.Predictor;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.training.WindowSource;

/**
 * Tells how well a model does on data, without learning from them.
 *
 * <pre>{@code
 * Metric bits = Metrics.bitsPerCharacter(98);
 * Evaluation evaluation = new Evaluation(model).measure("next", bits);
 * evaluation.run(heldOut);
 * System.out.println(bits.value());
 * }</pre>
 *
 * <p>{@link #run(WindowSource)} needs outputs alone, and so a {@link Predictor}; {@link #loss(WindowSource)} needs a {@link
 * Trainer}, with its memory for gradients and the optimizer, since nothing else knows the loss. So does {@code run} where a
 * model carries states from window to window that no running {@link State} holds: one that needs whole sequences, or begins
 * them with inputs. Either belongs to the evaluation, and the source should, too: the one that is trained on stays where it
 * is. Memory is allocated when something is asked for the first time. Not for use by two threads at once, nor while the model
 * is trained.
 */
public final class Evaluation {
    private final Model model;
    private final ModelInfo info;
    private final List<Measure> measures = new ArrayList<>();

    /** A metric, and where its predictions and targets come from. */
    private record Measure(Metric metric, String output) {}

    private @Nullable Windows windows;
    private @Nullable Trainer trainer;

    /**
     * Makes one that measures nothing but the loss yet.
     *
     * @param model any model, also one that is trained at other times
     */
    public Evaluation(Model model) {
        this.model = Objects.requireNonNull(model, "model");
        info = model.info();
    }

    /**
     * Adds a metric of an output.
     *
     * @param output an output that has a target
     * @param metric reset at the beginning of each run; read it after
     * @return this
     * @throws IllegalArgumentException if there is no such output, or metric and output differ in size or in what their
     *     targets are
     */
    public Evaluation measure(String output, Metric metric) {
        Objects.requireNonNull(metric, "metric");
        int index = 0;
        while (index < info.targets().size()
                && !info.targets().get(index).name().equals(output)) {
            index++;
        }
        if (index == info.targets().size()) {
            throw new IllegalArgumentException("model " + info.name() + " has no output \"" + output
                    + "\" with a target. There are: "
                    + info.targets().stream().map(DataSpec::name).collect(Collectors.joining(", ")));
        }
        DataSpec target = info.targets().get(index);
        if (target.size() != metric.size() || target.kind() != metric.targets()) {
            throw new IllegalArgumentException(metric.name() + " compares " + text(metric.targets(), metric.size())
                    + ", but " + output + " is compared with " + text(target.kind(), target.size()));
        }
        measures.add(new Measure(metric, output));
        return this;
    }

    /**
     * Runs over all windows.
     *
     * @param source one of its own: its {@link WindowSource#startEpoch} is called with 0
     * @throws IllegalArgumentException if the data do not fit the model or a metric
     */
    public void run(WindowSource source) {
        run(source, Objects.requireNonNull(source, "source").windows());
    }

    /**
     * Runs over the first windows. The recurrent states start anew, and go on from window to window if the model says
     * so.
     *
     * @param source its {@link WindowSource#startEpoch} is called with 0
     * @param windows how many at most
     * @throws IllegalArgumentException if {@code windows} is below 1, or the data do not fit the model or a metric
     */
    public void run(WindowSource source, int windows) {
        int count = begin(source, windows);
        if (!Windows.canRun(model)) {
            evaluate(source, count);
            return;
        }
        if (this.windows == null) {
            this.windows = new Windows(model);
        }
        this.windows.begin();
        for (int window = 0; window < count; window++) {
            Batch batch = source.batch(window);
            this.windows.run(batch);
            for (int i = 0; i < measures.size(); i++) {
                Measure measure = measures.get(i);
                this.windows.add(measure.metric(), batch, measure.output());
            }
        }
    }

    /**
     * Runs over all windows, and tells the loss, too.
     *
     * @param source one of its own: its {@link WindowSource#startEpoch} is called with 0
     * @return the mean of the windows' losses
     * @throws IllegalArgumentException if the data do not fit the model or a metric
     * @throws UnsupportedOperationException if the model declares no loss
     */
    public double loss(WindowSource source) {
        return loss(source, Objects.requireNonNull(source, "source").windows());
    }

    /**
     * Runs over the first windows, and tells the loss, too.
     *
     * @param source its {@link WindowSource#startEpoch} is called with 0
     * @param windows how many at most
     * @return the mean of the windows' losses
     * @throws IllegalArgumentException if {@code windows} is below 1, or the data do not fit the model or a metric
     * @throws UnsupportedOperationException if the model declares no loss
     */
    public double loss(WindowSource source, int windows) {
        return evaluate(source, begin(source, windows));
    }

    private int begin(WindowSource source, int windows) {
        Objects.requireNonNull(source, "source");
        int count = Math.min(windows, source.windows());
        if (count < 1) {
            throw new IllegalArgumentException("an evaluation of " + count + " windows");
        }
        measures.forEach(measure -> measure.metric().reset());
        source.startEpoch(0);
        return count;
    }

    private double evaluate(WindowSource source, int windows) {
        if (trainer == null) {
            trainer = model.newTrainer();
        }
        trainer.resetState();
        double loss = 0;
        for (int window = 0; window < windows; window++) {
            Batch batch = source.batch(window);
            if (batch.hasFillingThatCounts()) {
                throw new IllegalArgumentException("batch " + window + " has " + batch.sequences() + " of "
                        + info.batch()
                        + " sequences, and those that fill it up would count in the loss; run(source) fills"
                        + " metrics without them");
            }
            loss += trainer.evaluate(batch);
            trainer.advanceState();
            for (int i = 0; i < measures.size(); i++) {
                Measure measure = measures.get(i);
                measure.metric().add(trainer.values(measure.output()), batch, measure.output());
            }
        }
        return loss / windows;
    }

    private static String text(DataSpec.Kind kind, int size) {
        return kind == DataSpec.Kind.TOKEN ? "one of " + size + " tokens" : size + " numbers";
    }
}
