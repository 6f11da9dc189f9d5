// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.model.Slot;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.training.WindowSource;

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
 * <p>It has a trainer of its own, since the one that trains must keep its states; all memory is allocated when it is
 * made and at the first window. Not for use by two threads at once, nor while the model is trained.
 */
public final class Evaluation {
    private final Trainer trainer;
    private final ModelInfo info;
    private final List<Measure> measures = new ArrayList<>();

    /** A metric, and where its predictions and targets come from. */
    private record Measure(Metric metric, String output, int target, boolean perStep) {}

    /**
     * Makes one that measures the loss alone.
     *
     * @param model any model, also one that is trained at other times
     */
    public Evaluation(Model model) {
        trainer = Objects.requireNonNull(model, "model").newTrainer();
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
                    + info.targets().stream().map(Slot::name).collect(Collectors.joining(", ")));
        }
        Slot target = info.targets().get(index);
        if (target.size() != metric.size() || target.kind() != metric.targets()) {
            throw new IllegalArgumentException(metric.name() + " compares " + text(metric.targets(), metric.size())
                    + ", but " + output + " is compared with " + text(target.kind(), target.size()));
        }
        measures.add(new Measure(metric, output, info.inputs().size() + index, target.perStep()));
        return this;
    }

    /**
     * Runs over all windows.
     *
     * @param source one of its own: its {@link WindowSource#startEpoch} is called with 0
     * @return the mean of the windows' losses
     * @throws IllegalArgumentException if the data do not fit the model or a metric
     */
    public double run(WindowSource source) {
        return run(source, Objects.requireNonNull(source, "source").windows());
    }

    /**
     * Runs over the first windows. The recurrent states start anew, and go on from window to window if the model says
     * so.
     *
     * @param source its {@link WindowSource#startEpoch} is called with 0
     * @param windows how many at most
     * @return the mean of the windows' losses
     * @throws IllegalArgumentException if {@code windows} is below 1, or the data do not fit the model or a metric
     */
    public double run(WindowSource source, int windows) {
        Objects.requireNonNull(source, "source");
        int count = Math.min(windows, source.windows());
        if (count < 1) {
            throw new IllegalArgumentException("an evaluation of " + count + " windows");
        }
        measures.forEach(measure -> measure.metric().reset());
        trainer.resetState();
        source.startEpoch(0);
        double loss = 0;
        for (int window = 0; window < count; window++) {
            Object[] data = source.data(window);
            int[] lengths = source.lengths(window);
            loss += trainer.evaluate(data, lengths);
            trainer.advanceState();
            for (int i = 0; i < measures.size(); i++) {
                Measure measure = measures.get(i);
                int[] own = measure.perStep() ? lengths : null;
                measure.metric().add(trainer.values(measure.output()), data[measure.target()], own);
            }
        }
        return loss / count;
    }

    private static String text(Slot.Kind kind, int size) {
        return kind == Slot.Kind.TOKEN ? "one of " + size + " tokens" : size + " numbers";
    }
}
