// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.model.Training;
import org.rnnc.processor.grad.Adjoint;
import org.rnnc.processor.grad.Differentiator;
import org.rnnc.processor.reference.GraphInterpreter;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;

/**
 * A few training windows of a compiled model against the interpreter: values, loss, gradients, states,
 * updates; one of them has sequences of different lengths.
 */
final class WindowComparison {
    private static final int WINDOWS = 3;

    private final ModelSpec spec;
    private final Graph graph;
    private final ModelRun run;
    private final Trainer trainer;
    private final Adjoint adjoint;
    private final double tolerance;

    private WindowComparison(ModelRun run) {
        this.run = run;
        spec = run.spec();
        graph = spec.graph();
        trainer = run.trainer();
        adjoint = Differentiator.differentiate(
                graph,
                new Differentiator.Wanted(
                        true,
                        true,
                        spec.training().parameters().frozen(),
                        Set.copyOf(graph.observed().values())));
        tolerance = run.isFloat() ? 2e-4 : 1e-10;
    }

    static void compare(ModelRun run) {
        new WindowComparison(run).windows();
    }

    /** Compares what the trainer has just computed of one window, without an update. */
    static void check(ModelRun run, String when, WindowData data, int[] lengths, double loss) {
        new WindowComparison(run)
                .compare(when, data, lengths, loss, run.trainer().updates() + 1);
    }

    private WindowData random(long seed) {
        Training training = spec.training();
        return WindowData.random(graph, training.window(), training.batch(), seed);
    }

    /** How many steps there are of each sequence of a window, by chance. */
    private int[] lengths() {
        Training training = spec.training();
        return new SplittableRandom(4)
                .ints(training.batch(), 0, training.window() + 1)
                .toArray();
    }

    private void windows() {
        run.start(random(99));
        ReferenceOptimizer optimizer = new ReferenceOptimizer(spec);
        for (int i = 0; i < WINDOWS; i++) {
            WindowData data = run.now(random(i));
            int[] lengths = i == 1 ? lengths() : null;
            double loss = trainer.train(run.batch(run.arrays(data), lengths));
            compare("window " + i + ", ", data, lengths, loss, trainer.updates());
            List<double[]> gradients = new ArrayList<>(run.gradients());
            graph.parameters().stream()
                    .filter(p -> !adjoint.parameters().containsKey(p.index()))
                    .forEach(p -> gradients.set(p.index(), null));
            List<double[]> updated = optimizer.update(data.parameters(), gradients);
            List<double[]> now = run.now(data).parameters();
            for (int p = 0; p < updated.size(); p++) {
                check(
                        "window " + i + ", updated " + graph.parameters().get(p).qualifiedName(),
                        now.get(p),
                        updated.get(p));
            }
        }
    }

    private void compare(String when, WindowData data, int[] lengths, double loss, long update) {
        GraphInterpreter expected =
                data.fill(new GraphInterpreter(adjoint.nodes(), adjoint.states(), data.steps(), data.batch()));
        if (isCut()) {
            expected.cut(spec.training().backward(), flowing());
        }
        if (lengths != null) {
            expected.setLengths(lengths);
        }
        expected.setMasks(run.masks(update));
        graph.values()
                .forEach((name, node) -> check(when + name, trainer.values(name).toArray(), expected.value(node)));
        graph.observed().forEach((path, node) -> {
            check(when + path, trainer.values(path).toArray(), expected.value(node));
            if (adjoint.ofNode().containsKey(node)) {
                checkGradient(
                        when + path,
                        trainer.valueGradients(path).toArray(),
                        adjoint.ofNode().get(node),
                        expected);
            }
        });
        check(when + "loss", new double[] {loss}, expected.value(graph.loss().orElseThrow()));
        List<double[]> gradients = run.gradients();
        graph.parameters()
                .forEach(p -> checkGradient(
                        when + p.name(),
                        gradients.get(p.index()),
                        adjoint.parameters().get(p.index()),
                        expected));
        for (int i = 0; i < graph.inputs().size(); i++) {
            if (isAsked(Training.GradientOf.INPUT) && adjoint.inputs().containsKey(i)) {
                String name = graph.inputs().get(i).name();
                checkGradient(
                        when + name,
                        find(trainer.inputGradients(), name).toArray(),
                        adjoint.inputs().get(i),
                        expected);
            }
        }
        for (State state : graph.states()) {
            if (isAsked(Training.GradientOf.STATE) && adjoint.initials().containsKey(state.index())) {
                checkGradient(
                        when + state.name(),
                        find(trainer.inputGradients(), state.name()).toArray(),
                        adjoint.initials().get(state.index()),
                        expected);
            }
        }
        for (State state : graph.states()) {
            ModelRun.tensor(trainer.states(), state.name()).ifPresent(next -> {
                boolean carried =
                        spec.training().carryState() && state.initial().isPresent();
                double[] begin = new double[next.size()];
                Arrays.fill(begin, state.from());
                double[] end = carried ? expected.finalState(state) : begin;
                check(when + "next " + state.name(), next.toArray(), end);
            });
        }
    }

    private boolean isAsked(Training.GradientOf of) {
        return spec.training().gradients().contains(of);
    }

    private boolean isCut() {
        return spec.training().backward() < spec.training().window();
    }

    /** What is made of what flows back; not what is made of the forward pass alone. */
    private Set<Node> flowing() {
        Set<Node> flowing = new HashSet<>();
        Set<Node> adjoints = new HashSet<>(adjoint.ofNode().values());
        adjoints.removeIf(node -> node.op() instanceof Op.Constant);
        for (Node node :
                adjoint.nodes().subList(graph.nodes().size(), adjoint.nodes().size())) {
            if (node.op() instanceof Op.Previous
                    || adjoints.contains(node)
                    || node.inputs().stream().anyMatch(input -> adjoints.contains(input) || flowing.contains(input))) {
                flowing.add(node);
            }
        }
        return flowing;
    }

    private static Tensor find(List<Tensor> tensors, String name) {
        return ModelRun.tensor(tensors, name).orElseThrow(() -> new AssertionError("no " + name + " in " + tensors));
    }

    private void checkGradient(String what, double[] got, Node gradient, GraphInterpreter expected) {
        double[] values = gradient == null ? new double[got.length] : expected.value(gradient);
        check("gradient at " + what, got, values);
    }

    /**
     * Differences are relative to the tensor's largest element, which counts as at least 1e-3; in float, 0.1. What is
     * infinite or no number has to be just that.
     */
    private void check(String what, double[] got, double[] expected) {
        double largest = run.isFloat() ? 0.1 : 1e-3;
        for (double value : expected) {
            largest = Math.max(largest, Double.isFinite(value) ? Math.abs(value) : 0);
        }
        List<String> off = new ArrayList<>();
        for (int i = 0; i < Math.min(got.length, expected.length); i++) {
            boolean same = Double.compare(got[i], expected[i]) == 0;
            if (!same && !(Math.abs(got[i] - expected[i]) <= tolerance * largest)) {
                off.add("[" + i + "] is " + got[i] + ", not " + expected[i]);
            }
        }
        assertArrayEquals(new int[] {expected.length}, new int[] {got.length}, what);
        assertTrue(off.isEmpty(), () -> what + " " + off);
    }
}
