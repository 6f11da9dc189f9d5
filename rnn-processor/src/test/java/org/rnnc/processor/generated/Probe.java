// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.rnnc.runtime.Model;
import org.rnnc.runtime.ModelInfo;
import org.rnnc.runtime.Slot;
import org.rnnc.runtime.Tensor;
import org.rnnc.runtime.Trainer;

/** A compiled double model with one window of random data, whose gradients are compared with central differences. */
final class Probe {
    /** Where a function is smooth, Richardson's extrapolation with this step is good to about 1e-11. */
    private static final double STEP = 3e-4;

    private final Trainer trainer;
    private final Model model;
    private final Object[] data;
    private final double[][] starts;

    Probe(Model model, long seed) {
        this.model = model;
        trainer = model.newTrainer();
        SplittableRandom random = new SplittableRandom(seed);
        ModelInfo info = model.info();
        data = java.util.stream.Stream.concat(info.inputs().stream(), info.targets().stream())
                .map(slot -> data(slot, info, random))
                .toArray();
        model.parameters()
                .forEach(p -> p.write(random.doubles(p.size(), -0.8, 0.8).toArray()));
        starts = trainer.states().stream()
                .map(state -> random.doubles(state.size(), -0.8, 0.8).toArray())
                .toArray(double[][]::new);
    }

    private static Object data(Slot slot, ModelInfo info, SplittableRandom random) {
        int count = info.batch() * (slot.perStep() ? info.window() : 1);
        return slot.kind() == Slot.Kind.TOKEN
                ? random.ints(count, 0, slot.size()).toArray()
                : random.doubles((long) count * slot.size(), -1, 1).toArray();
    }

    /** The largest error of any gradient, relative to its tensor's largest element, which counts as at least 1e-3. */
    double worst() {
        double worst = 0;
        evaluate(trainer::gradients);
        java.util.Map<Tensor, double[]> gradients = new java.util.LinkedHashMap<>();
        trainer.gradients().forEach(g -> gradients.put(g, g.toArray()));
        trainer.inputGradients().forEach(g -> gradients.put(g, g.toArray()));
        for (var gradient : gradients.entrySet()) {
            worst = Math.max(worst, error(gradient.getValue(), differences(gradient.getKey())));
        }
        return worst;
    }

    private double evaluate(ToDoubleFunction<Object[]> work) {
        for (int i = 0; i < starts.length; i++) {
            trainer.states().get(i).write(starts[i]);
        }
        return work.applyAsDouble(data);
    }

    private double[] differences(Tensor gradient) {
        String name = gradient.name();
        for (int i = 0; i < starts.length; i++) {
            if (trainer.states().get(i).name().equals(name)) {
                return differences(starts[i], () -> {});
            }
        }
        for (int i = 0; i < model.info().inputs().size(); i++) {
            if (model.info().inputs().get(i).name().equals(name)) {
                return differences((double[]) data[i], () -> {});
            }
        }
        Tensor parameter = model.parameter(name);
        double[] values = parameter.toArray();
        return differences(values, () -> parameter.write(values));
    }

    private double[] differences(double[] values, Runnable apply) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double wide = central(values, i, STEP, apply);
            result[i] = (4 * central(values, i, STEP / 2, apply) - wide) / 3;
        }
        return result;
    }

    private double central(double[] values, int i, double h, Runnable apply) {
        double here = values[i];
        values[i] = here + h;
        double width = values[i];
        apply.run();
        double above = evaluate(trainer::gradients);
        values[i] = here - h;
        width -= values[i];
        apply.run();
        double below = evaluate(trainer::gradients);
        values[i] = here;
        apply.run();
        return (above - below) / width;
    }

    private static double error(double[] got, double[] expected) {
        double largest = 1e-3;
        double error = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            error = Math.max(error, Math.abs(got[i] - expected[i]));
        }
        return error / largest;
    }
}
