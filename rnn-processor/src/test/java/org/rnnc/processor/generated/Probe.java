// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rnnc.processor.support.Batches;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;

/** A compiled double model with one window of random data, whose gradients are compared with central differences. */
final class Probe {
    /** Where a function is smooth, Richardson's extrapolation with the first step is good to about 1e-11. */
    private static final double[] STEPS = {3e-4, 3e-5, 3e-6};

    private static final double[] CLOSE = {1e-5, 1e-6, 1e-7};

    /** Of a loss, relative to it. */
    private static final double ROUNDING = 1e-14;

    /** What two differences may be apart, of the tensor's largest element, where there is no kink between them. */
    private static final double AGREEMENT = 1e-6;

    private final Trainer trainer;
    private final int[] lengths;
    private final SplittableRandom random;
    private final Object[] data;
    private final double[][] starts;
    private final List<Knob> knobs = new ArrayList<>();
    private final double loss;

    /** A tensor whose numbers can be moved, and what the model says its gradient is. */
    private record Knob(String name, double[] values, Runnable apply, double[] gradient) {
        /** The gradient's largest element, which counts as at least 1e-3. */
        double scale() {
            return Math.max(1e-3, Arrays.stream(gradient).map(Math::abs).max().orElse(0));
        }
    }

    /**
     * What a sample found.
     *
     * @param checked slopes that have been compared
     * @param kinks slopes left out, since there is a kink at hand
     * @param problems what is wrong, a line each
     */
    record Sample(int checked, int kinks, List<String> problems) {}

    Probe(Model model, long seed) {
        this(model, seed, null);
    }

    /** @param lengths of the sequences, or null */
    Probe(Model model, long seed, int[] lengths) {
        this.lengths = lengths;
        trainer = model.newTrainer();
        random = new SplittableRandom(seed);
        ModelInfo info = model.info();
        data = Stream.concat(info.inputs().stream(), info.targets().stream())
                .map(spec -> data(spec, info, random))
                .toArray();
        model.parameters()
                .forEach(p -> p.write(random.doubles(p.size(), -0.8, 0.8).toArray()));
        starts = trainer.states().stream()
                .map(state -> random.doubles(state.size(), -0.8, 0.8).toArray())
                .toArray(double[][]::new);
        loss = evaluate();
        assertTrue(Double.isFinite(loss), () -> "the loss is " + loss);
        Stream.concat(trainer.gradients().stream(), trainer.inputGradients().stream())
                .forEach(gradient -> knobs.add(knob(model, gradient)));
    }

    private static Object data(DataSpec spec, ModelInfo info, SplittableRandom random) {
        int count = info.batch() * (spec.perStep() ? info.window() : 1);
        return spec.kind() == DataSpec.Kind.TOKEN
                ? random.ints(count, 0, spec.size()).toArray()
                : random.doubles((long) count * spec.size(), -1, 1).toArray();
    }

    private Knob knob(Model model, Tensor gradient) {
        String name = gradient.name();
        for (int i = 0; i < starts.length; i++) {
            if (trainer.states().get(i).name().equals(name)) {
                return new Knob(name, starts[i], () -> {}, gradient.toArray());
            }
        }
        for (int i = 0; i < model.info().inputs().size(); i++) {
            if (model.info().inputs().get(i).name().equals(name)) {
                return new Knob(name, (double[]) data[i], () -> {}, gradient.toArray());
            }
        }
        Tensor parameter = model.parameter(name);
        double[] values = parameter.toArray();
        return new Knob(name, values, () -> parameter.write(values), gradient.toArray());
    }

    /** The largest error of any gradient, relative to its tensor's largest element, which counts as at least 1e-3. */
    double worst() {
        double worst = 0;
        for (Knob knob : knobs) {
            for (int i = 0; i < knob.values().length; i++) {
                double[] along = unit(knob, i);
                double wide = central(knob, along, STEPS[0]);
                double slope = (4 * central(knob, along, STEPS[0] / 2) - wide) / 3;
                worst = Math.max(worst, Math.abs(knob.gradient()[i] - slope) / knob.scale());
            }
        }
        return worst;
    }

    /** Of each tensor the slope along a random direction, in which every element has a part, and along a few elements. */
    Sample sample(int elements, double tolerance) {
        int checked = 0;
        int kinks = 0;
        List<String> problems = new ArrayList<>();
        for (Knob knob : knobs) {
            int size = knob.values().length;
            List<double[]> directions = new ArrayList<>();
            directions.add(random.doubles(size, -1, 1).toArray());
            (size <= elements ? IntStream.range(0, size) : random.ints(elements, 0, size))
                    .forEach(i -> directions.add(unit(knob, i)));
            for (double[] along : directions) {
                double expected = dot(knob.gradient(), along);
                double slope = slope(knob, along);
                double allowed = tolerance * knob.scale() + 1e-10 * Math.abs(loss);
                checked++;
                if (Double.isNaN(slope)
                        || !(Math.abs(expected - slope) <= allowed) && isKink(knob, along, expected, allowed)) {
                    kinks++;
                } else if (!(Math.abs(expected - slope) <= allowed)) {
                    problems.add("gradient of " + knob.name() + " is " + expected + ", the slope " + slope);
                }
            }
        }
        return new Sample(checked, kinks, problems);
    }

    private static double[] unit(Knob knob, int i) {
        double[] along = new double[knob.values().length];
        along[i] = 1;
        return along;
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    /** By the step that two differences agree best with; NaN if none does, since there is a kink within each. */
    private double slope(Knob knob, double[] along) {
        double least = Double.POSITIVE_INFINITY;
        double slope = Double.NaN;
        for (double step : STEPS) {
            double wide = central(knob, along, step);
            double narrow = central(knob, along, step / 2);
            double apart = Math.abs(wide - narrow);
            if (apart < least) {
                least = apart;
                slope = (4 * narrow - wide) / 3;
            }
            if (least <= AGREEMENT * 0.1 * knob.scale()) {
                break;
            }
        }
        double allowed = AGREEMENT * Math.max(knob.scale(), Math.abs(slope)) + 1e-10 * Math.abs(loss);
        return least <= allowed ? slope : Double.NaN;
    }

    /**
     * Whether the slopes at both sides differ, as close as can be looked, or the slope is as expected there and another
     * one further away.
     */
    private boolean isKink(Knob knob, double[] along, double expected, double allowed) {
        for (double h : CLOSE) {
            if (Math.abs(central(knob, along, h) - expected) <= allowed + ROUNDING * Math.abs(loss) / h) {
                return true;
            }
        }
        double h = 1e-6;
        double apart = Math.abs((at(knob, along, h) + at(knob, along, -h) - 2 * loss) / h);
        return apart > 1e-3 * knob.scale() + 1e-8 * Math.abs(loss);
    }

    private double central(Knob knob, double[] along, double h) {
        return (at(knob, along, h) - at(knob, along, -h)) / (2 * h);
    }

    /** The loss at a distance. */
    private double at(Knob knob, double[] along, double distance) {
        double[] here = knob.values().clone();
        Arrays.setAll(knob.values(), i -> here[i] + distance * along[i]);
        knob.apply().run();
        double moved = evaluate();
        System.arraycopy(here, 0, knob.values(), 0, here.length);
        knob.apply().run();
        return moved;
    }

    private double evaluate() {
        for (int i = 0; i < starts.length; i++) {
            trainer.states().get(i).write(starts[i]);
        }
        return trainer.gradients(Batches.of(trainer, data, lengths));
    }
}
