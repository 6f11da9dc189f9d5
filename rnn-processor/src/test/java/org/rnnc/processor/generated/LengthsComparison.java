// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.model.Training;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.runtime.Model;
import org.rnnc.runtime.Tensor;
import org.rnnc.runtime.Trainer;

/**
 * Windows of sequences of different lengths against the interpreter, against each sequence alone in a window of its own,
 * and against a trainer that has not seen a window before, with rubbish behind the ends.
 */
final class LengthsComparison {
    private final ModelSpec spec;
    private final Graph graph;
    private final CompiledModel compiled;
    private final ModelRun together;
    private final ModelRun alone;
    private final int steps;
    private final int batch;
    private final SplittableRandom random;
    private final long[] ids;
    /** Whether sequences have nothing to do with each other: not where a loss divides by the number of steps. */
    private final boolean apart;

    private final List<int[]> windows = new ArrayList<>();
    private final IntFunction<CompiledModel> single;

    private LengthsComparison(ModelSpec spec, CompiledModel compiled, IntFunction<CompiledModel> single, long seed) {
        this.spec = spec;
        this.compiled = compiled;
        this.single = single;
        steps = spec.training().window();
        batch = spec.training().batch();
        graph = spec.graph();
        apart = isSum(graph.loss().orElseThrow());
        together = new ModelRun(spec, compiled.create(1));
        together.start(WindowData.random(graph, steps, batch, seed));
        alone = run(steps);
        random = new SplittableRandom(seed);
        ids = random.longs(batch).toArray();
        together.name(ids);
        windows.addAll(windows(spec, seed));
    }

    /** Of a model that hands on its states, with all gradients. */
    static void compare(ModelSpec spec, long seed) {
        Training t = spec.training();
        boolean cut = t.backward() < t.window();
        List<Training.GradientOf> all =
                cut ? List.of(Training.GradientOf.INPUT) : List.of(Training.GradientOf.values());
        ModelSpec whole = with(spec, t.window(), t.batch(), true, all);
        compare(whole, CompiledModel.of(whole), window -> CompiledModel.of(single(whole, window)), seed);
    }

    /** @param single by the length of the window, the model for one sequence, for each of {@link #singleWindows} */
    static void compare(ModelSpec spec, CompiledModel compiled, IntFunction<CompiledModel> single, long seed) {
        LengthsComparison comparison = new LengthsComparison(spec, compiled, single, seed);
        comparison.gradients();
        comparison.updates();
    }

    /** The windows that a comparison has a single sequence in: the whole one, and one as long as the longest sequence. */
    static Set<Integer> singleWindows(ModelSpec spec, long seed) {
        int window = spec.training().window();
        Set<Integer> all = new TreeSet<>(List.of(window));
        windows(spec, seed).stream()
                .map(lengths -> longest(lengths, window))
                .filter(length -> length > 0)
                .findFirst()
                .ifPresent(all::add);
        return all;
    }

    /** The same for one sequence. */
    static ModelSpec single(ModelSpec spec, int window) {
        Training t = spec.training();
        return with(spec, window, 1, t.carryState(), t.gradients());
    }

    /** The same equations in a window of another size. */
    private static ModelSpec with(
            ModelSpec spec, int window, int batch, boolean carry, List<Training.GradientOf> gradients) {
        Training t = spec.training();
        Training other = new Training(
                window,
                t.backward() < t.window() ? Math.min(t.backward(), window) : window,
                carry,
                batch,
                t.optimizer(),
                t.clip(),
                t.seed(),
                t.unroll(),
                gradients,
                t.parameters());
        return spec.with(other);
    }

    /** Whether it is a sum, with constant weights, of what each sequence has by itself. */
    private static boolean isSum(Node loss) {
        if (loss.op() instanceof Op.Total) {
            return true;
        }
        if (loss.op() instanceof Op.Binary binary) {
            return switch (binary.function()) {
                case ADD, SUBTRACT -> isSum(loss.input(0)) && isSum(loss.input(1));
                case MULTIPLY, DIVIDE ->
                    isSum(loss.input(0)) && isConstant(loss.input(1))
                            || binary.function() == BinaryFunction.MULTIPLY
                                    && isSum(loss.input(1))
                                    && isConstant(loss.input(0));
                default -> false;
            };
        }
        return loss.op() instanceof Op.MultiplyAdd
                && isSum(loss.input(2))
                && (isSum(loss.input(0)) && isConstant(loss.input(1))
                        || isSum(loss.input(1)) && isConstant(loss.input(0)));
    }

    private static boolean isConstant(Node node) {
        return node.op() instanceof Op.Constant || node.op() instanceof Op.Unary && isConstant(node.input(0));
    }

    /** A window of one sequence, with the parameters of the batch's model. */
    private ModelRun run(int window) {
        ModelRun run = new ModelRun(single(spec, window), single.apply(window).create(2));
        copy(together.model().parameters(), run.model().parameters());
        return run;
    }

    private static void copy(List<Tensor> from, List<Tensor> to) {
        for (int i = 0; i < from.size(); i++) {
            to.get(i).write(from.get(i).toArray());
        }
    }

    /** The lengths of a few windows; null is all steps of all sequences. */
    private static List<int[]> windows(ModelSpec spec, long seed) {
        int steps = spec.training().window();
        int batch = spec.training().batch();
        SplittableRandom random = new SplittableRandom(-seed);
        List<int[]> windows = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            windows.add(random.ints(batch, 0, steps + 1).toArray());
        }
        windows.add(new int[batch]);
        windows.add(null);
        return windows;
    }

    private int[] actual(int[] lengths) {
        int[] full = new int[batch];
        Arrays.fill(full, steps);
        return lengths == null ? full : lengths;
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
            double loss = together.trainer().gradients(together.arrays(data), lengths);
            WindowComparison.check(together, when, data, lengths, loss);
            sequences(when, data, lengths, alone);
            if (!exact && longest(lengths, steps) > 0) {
                exactly(when, data, lengths);
                exact = true;
            }
            assertEquals(loss, fresh.trainer().gradients(rubbish(data, lengths), lengths), when + "fresh loss");
            assertEquals("", difference(everything(together), everything(fresh)), when + "fresh trainer");
        }
    }

    private static int longest(int[] lengths, int window) {
        return lengths == null ? window : Arrays.stream(lengths).max().orElseThrow();
    }

    /** The longest sequence in a window that is just as long. */
    private void exactly(String when, WindowData data, int[] lengths) {
        int length = longest(lengths, steps);
        ModelRun run = run(length);
        for (int sequence = 0; sequence < batch; sequence++) {
            if (actual(lengths)[sequence] == length) {
                sequence(when + "in a window of " + length + ", ", data, lengths, sequence, run, null);
            }
        }
    }

    private void sequences(String when, WindowData data, int[] lengths, ModelRun run) {
        List<double[]> sums = new ArrayList<>();
        for (Tensor gradient : together.trainer().gradients()) {
            sums.add(new double[gradient.size()]);
        }
        for (int sequence = 0; sequence < batch; sequence++) {
            int[] own = {actual(lengths)[sequence]};
            sequence(when, data, lengths, sequence, run, own);
            for (int i = 0; i < sums.size(); i++) {
                double[] sum = sums.get(i);
                double[] part = run.trainer().gradients().get(i).toArray();
                Arrays.setAll(sum, j -> sum[j] + part[j]);
            }
        }
        for (int i = 0; i < sums.size() && apart; i++) {
            Tensor gradient = together.trainer().gradients().get(i);
            nearly(when + "sum of gradients of " + gradient.name(), gradient.toArray(), sums.get(i));
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

    private void sequence(String when, WindowData data, int[] lengths, int sequence, ModelRun run, int[] own) {
        int window = run.spec().training().window();
        run.trainer().states().forEach(state -> {
            double[] all = data.initials().get(index(state.name()));
            state.write(row(all, sequence, state.size()));
        });
        run.name(ids[sequence]);
        run.trainer().gradients(data(data, sequence, window, run), own);
        int length = actual(lengths)[sequence];
        String where = when + "sequence " + sequence + ", ";
        graph.values().forEach((name, node) -> {
            if (node.isVector() && node.domain() != Domain.ONCE) {
                Tensor all = together.trainer().values(name);
                Tensor single = run.trainer().values(name);
                if (node.domain() == Domain.STEP) {
                    steps(where + name, all, single, sequence, length);
                } else {
                    same(where + name, row(all.toArray(), sequence, single.size()), single.toArray());
                }
            }
        });
        graph.observed().keySet().forEach(path -> {
            observed(
                    where + path, together.trainer().values(path), run.trainer().values(path), sequence, length);
            gradient(together.trainer(), path)
                    .filter(all -> apart)
                    .ifPresent(all -> observed(
                            where + "gradient of " + path, all, run.trainer().valueGradients(path), sequence, length));
        });
        for (int i = 0; i < run.trainer().states().size(); i++) {
            Tensor single = run.trainer().states().get(i);
            double[] all = together.trainer().states().get(i).toArray();
            same(where + "next " + single.name(), row(all, sequence, single.size()), single.toArray());
        }
        for (int i = 0; i < run.trainer().inputGradients().size() && apart; i++) {
            Tensor single = run.trainer().inputGradients().get(i);
            Tensor all = together.trainer().inputGradients().get(i);
            String what = where + "gradient of " + all.name();
            if (all.shape().length == 3) {
                steps(what, all, single, sequence, length);
            } else {
                same(what, row(all.toArray(), sequence, single.size()), single.toArray());
            }
        }
    }

    private void observed(String what, Tensor all, Tensor single, int sequence, int length) {
        if (all.shape().length == 3) {
            steps(what, all, single, sequence, length);
        } else {
            same(what, row(all.toArray(), sequence, single.size()), single.toArray());
        }
    }

    /** Absent where the loss does not depend on the value. */
    private static Optional<Tensor> gradient(Trainer trainer, String path) {
        try {
            return Optional.of(trainer.valueGradients(path));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private int index(String state) {
        return graph.states().stream()
                .filter(s -> s.name().equals(state))
                .findFirst()
                .orElseThrow()
                .index();
    }

    /** The steps that exist are the same, the others zero. */
    private void steps(String what, Tensor all, Tensor single, int sequence, int length) {
        double[] got = all.toArray();
        double[] expected = single.toArray();
        int n = got.length / steps / batch;
        for (int t = 0; t < steps; t++) {
            double[] row = t < length ? row(expected, t, n) : new double[n];
            same(what + " at step " + t, row(got, t * batch + sequence, n), row);
        }
    }

    private static double[] row(double[] values, int row, int size) {
        return Arrays.copyOfRange(values, row * size, (row + 1) * size);
    }

    /** Bits: a float widened to double has kept its own. */
    private static void same(String what, double[] got, double[] expected) {
        if (!Arrays.equals(got, expected)) {
            throw new AssertionError(what + " is " + Arrays.toString(got) + ", alone " + Arrays.toString(expected));
        }
    }

    // ---- data ------------------------------------------------------------------------------------------------------

    private Object[] data(WindowData data, int sequence, int window, ModelRun run) {
        List<Graph.Data> slots = slots();
        Object[] all = data.arrays();
        Object[] own = new Object[all.length];
        for (int i = 0; i < own.length; i++) {
            int count = slots.get(i).domain() == Domain.STEP ? window : 1;
            int n = slots.get(i).shape() instanceof Shape.Vector vector ? vector.size() : 1;
            if (all[i] instanceof int[] tokens) {
                int[] part = new int[count];
                Arrays.setAll(part, t -> tokens[t * batch + sequence]);
                own[i] = part;
            } else {
                double[] numbers = (double[]) all[i];
                double[] part = new double[count * n];
                Arrays.setAll(part, k -> numbers[(k / n * batch + sequence) * n + k % n]);
                own[i] = run.array(part);
            }
        }
        return own;
    }

    private List<Graph.Data> slots() {
        List<Graph.Data> slots = new ArrayList<>(graph.inputs());
        slots.addAll(graph.targets());
        return slots;
    }

    /** The same data with NaN and impossible tokens wherever nothing exists. */
    private Object[] rubbish(WindowData data, int[] lengths) {
        Object[] arrays = together.arrays(data);
        for (int i = 0; i < arrays.length; i++) {
            Graph.Data slot = slots().get(i);
            int n = slot.shape() instanceof Shape.Vector vector ? vector.size() : 1;
            int count = slot.domain() == Domain.STEP ? steps * batch * n : 0;
            if (arrays[i] instanceof int[] tokens) {
                arrays[i] = tokens.clone();
            }
            for (int k = 0; k < count; k++) {
                boolean exists = k / n / batch < actual(lengths)[k / n % batch];
                if (!exists && arrays[i] instanceof int[] tokens) {
                    tokens[k] = -1 - k;
                } else if (!exists && arrays[i] instanceof float[] floats) {
                    floats[k] = Float.NaN;
                } else if (!exists) {
                    double[] doubles = ((double[]) arrays[i]).clone();
                    doubles[k] = Double.NaN;
                    arrays[i] = doubles;
                }
            }
        }
        return arrays;
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
            double loss = together.trainer().step(together.arrays(data), lengths);
            assertEquals(loss, fresh.trainer().step(rubbish(data, lengths), lengths), when + "loss");
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
        put(all, "slot ", run.trainer().optimizerState());
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
