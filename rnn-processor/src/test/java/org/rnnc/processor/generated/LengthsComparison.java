// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.tensor.Tensor;

/**
 * Windows of sequences of different lengths against the interpreter, against each sequence alone in a window of its own,
 * and against a trainer that has not seen a window before, with rubbish behind the ends.
 */
final class LengthsComparison {
    private final ModelSpec spec;
    private final Graph graph;
    private final CompiledModel compiled;
    private final IntFunction<CompiledModel> single;
    private final ModelRun together;
    private final ModelRun alone;
    private final int steps;
    private final int batch;
    private final SplittableRandom random;
    private final long[] ids;
    private final Separation separation;
    private final LengthsData specs;
    private final List<int[]> windows;
    private final Set<Integer> exactWindows;

    private LengthsComparison(ModelSpec spec, CompiledModel compiled, IntFunction<CompiledModel> single, long seed) {
        this.spec = spec;
        this.compiled = compiled;
        this.single = single;
        steps = spec.training().window();
        batch = spec.training().batch();
        graph = spec.graph();
        separation = new Separation(graph);
        specs = LengthsData.of(graph, steps, batch);
        together = new ModelRun(spec, compiled.create(1));
        together.start(WindowData.random(graph, steps, batch, seed));
        alone = run(steps);
        random = new SplittableRandom(seed);
        ids = random.longs(batch).toArray();
        together.name(ids);
        windows = LengthsSpecs.windows(spec, seed);
        exactWindows = LengthsSpecs.singleWindows(spec, seed);
    }

    /** Of a model that hands on its states, with all gradients. */
    static void compare(ModelSpec spec, long seed) {
        ModelSpec whole = LengthsSpecs.whole(spec);
        compare(whole, CompiledModel.of(whole), window -> CompiledModel.of(LengthsSpecs.single(whole, window)), seed);
    }

    /**
     * @param single by the length of the window, the model for one sequence, for each of {@link
     *     LengthsSpecs#singleWindows}
     * @return whether gradients of inputs have been compared, too
     */
    static boolean compare(ModelSpec spec, CompiledModel compiled, IntFunction<CompiledModel> single, long seed) {
        LengthsComparison comparison = new LengthsComparison(spec, compiled, single, seed);
        comparison.gradients();
        comparison.updates();
        return comparison.separation.isApart();
    }

    /** A window of one sequence, with the parameters of the batch's model. */
    private ModelRun run(int window) {
        ModelRun run = new ModelRun(
                LengthsSpecs.single(spec, window), single.apply(window).create(2));
        copy(together.model().parameters(), run.model().parameters());
        return run;
    }

    private SequenceComparison with(ModelRun run) {
        return new SequenceComparison(together, run, specs, separation.isApart());
    }

    private static void copy(List<Tensor> from, List<Tensor> to) {
        for (int i = 0; i < from.size(); i++) {
            to.get(i).write(from.get(i).toArray());
        }
    }

    // ---- gradients -------------------------------------------------------------------------------------------------

    private void gradients() {
        boolean exact = false;
        for (int[] lengths : windows) {
            String when = "lengths " + Arrays.toString(lengths) + ", ";
            WindowData data = together.now(WindowData.random(graph, steps, batch, random.nextLong()));
            ModelRun fresh = new ModelRun(spec, together.model());
            fresh.name(ids);
            copy(together.trainer().states(), fresh.trainer().states());
            double loss = together.gradients(together.arrays(data), lengths);
            WindowComparison.check(together, when, data, lengths, loss);
            sequences(when, data, lengths);
            if (!exact && exactWindows.contains(LengthsSpecs.longest(lengths, steps))) {
                exactly(when, data, lengths);
                exact = true;
            }
            assertEquals(loss, fresh.gradients(specs.rubbish(data, lengths, together), lengths), when + "fresh loss");
            assertEquals("", difference(everything(together), everything(fresh)), when + "fresh trainer");
        }
    }

    /** The longest sequence in a window that is just as long. */
    private void exactly(String when, WindowData data, int[] lengths) {
        int length = LengthsSpecs.longest(lengths, steps);
        SequenceComparison comparison = with(run(length));
        for (int sequence = 0; sequence < batch; sequence++) {
            if (specs.actual(lengths)[sequence] == length) {
                comparison.compare(
                        when + "in a window of " + length + ", ", data, lengths, sequence, ids[sequence], null);
            }
        }
    }

    private void sequences(String when, WindowData data, int[] lengths) {
        List<double[]> sums = new ArrayList<>();
        for (Tensor gradient : together.trainer().gradients()) {
            sums.add(new double[gradient.size()]);
        }
        SequenceComparison comparison = with(alone);
        for (int sequence = 0; sequence < batch; sequence++) {
            int[] own = {specs.actual(lengths)[sequence]};
            comparison.compare(when, data, lengths, sequence, ids[sequence], own);
            for (int i = 0; i < sums.size(); i++) {
                double[] sum = sums.get(i);
                double[] part = alone.trainer().gradients().get(i).toArray();
                Arrays.setAll(sum, j -> sum[j] + part[j]);
            }
        }
        for (int i = 0; i < sums.size(); i++) {
            Tensor gradient = together.trainer().gradients().get(i);
            if (separation.isSum(gradient.name())) {
                nearly(when + "sum of gradients of " + gradient.name(), gradient.toArray(), sums.get(i));
            }
        }
    }

    /** Differences are relative to the largest element, which counts as at least 1. */
    private void nearly(String what, double[] got, double[] expected) {
        double largest = 1;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            double error = Math.abs(got[i] - expected[i]);
            assertTrue(error <= largest * (together.isFloat() ? 1e-5 : 1e-13), what + " is off by " + error);
        }
    }

    // ---- updates ---------------------------------------------------------------------------------------------------

    /** Each update is that of a trainer which begins with the same numbers. */
    private void updates() {
        for (int[] lengths : windows) {
            String when = "update with lengths " + Arrays.toString(lengths) + ", ";
            Model model = compiled.create(3);
            copy(together.model().parameters(), model.parameters());
            ModelRun fresh = new ModelRun(spec, model);
            fresh.name(ids);
            fresh.trainer().setUpdates(together.trainer().updates());
            copy(together.trainer().optimizerState(), fresh.trainer().optimizerState());
            copy(together.trainer().states(), fresh.trainer().states());
            WindowData data = WindowData.random(graph, steps, batch, random.nextLong());
            double loss = together.trainer().train(together.batch(together.arrays(data), lengths));
            assertEquals(
                    loss,
                    fresh.trainer().train(fresh.batch(specs.rubbish(data, lengths, together), lengths)),
                    when + "loss");
            assertEquals("", difference(everything(together), everything(fresh)), when);
            assertTrue(Double.isFinite(loss), when + "loss " + loss);
        }
    }

    private Map<String, double[]> everything(ModelRun run) {
        Map<String, double[]> all = new LinkedHashMap<>();
        put(all, "parameter ", run.model().parameters());
        put(all, "gradient of ", run.trainer().gradients());
        put(all, "gradient of input ", run.trainer().inputGradients());
        put(all, "next ", run.trainer().states());
        put(all, "optimizer ", run.trainer().optimizerState());
        for (Map.Entry<String, Node> value : graph.values().entrySet()) {
            if (value.getValue().isVector()) {
                all.put(
                        "value " + value.getKey(),
                        run.trainer().values(value.getKey()).toArray());
            }
        }
        return all;
    }

    private static void put(Map<String, double[]> all, String what, List<Tensor> tensors) {
        tensors.forEach(tensor -> all.put(what + tensor.name(), tensor.toArray()));
    }

    /** Names of those that have other bits. */
    private static String difference(Map<String, double[]> a, Map<String, double[]> b) {
        List<String> different = new ArrayList<>();
        a.forEach((name, values) -> {
            if (!Arrays.equals(values, b.get(name))) {
                different.add(name);
            }
        });
        return String.join(", ", different);
    }
}
