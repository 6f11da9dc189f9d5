// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.grad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.reference.FiniteDifferences;
import org.rnnc.processor.reference.GraphInterpreter;
import org.rnnc.processor.reference.RandomGraphs;
import org.rnnc.processor.reference.RandomGraphs.Options;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.rewrite.TokenTables;
import org.rnnc.processor.support.EmittedModel;

/** Gradients of random models against central differences. */
@Tag("sources")
class DifferentiatorFuzzTest {
    private static final int MODELS = Integer.getInteger("fuzz.models", 8);
    private static final long FIRST_SEED = Long.getLong("fuzz.seed", 1);
    private static final double TOLERANCE = 1e-6;

    @Test
    void gradientsOfStreamingModels() {
        for (int i = 0; i < MODELS; i++) {
            compare(RandomGraphs.model(FIRST_SEED + i, Options.STREAMING));
        }
    }

    @Test
    void gradientsWithReverseLayersAndPooling() {
        for (int i = 0; i < MODELS; i++) {
            compare(RandomGraphs.model(FIRST_SEED + i, Options.EVERYTHING));
        }
    }

    @Test
    void randomModelsUseEveryOperationThatAModelCan() {
        Set<Class<?>> used = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            RandomGraphs.model(seed, Options.EVERYTHING).graph().nodes().forEach(n -> used.add(n.op().getClass()));
        }
        Set<Class<?>> expected = Stream.of(Op.class.getPermittedSubclasses())
                .flatMap(family -> Stream.of(family.getPermittedSubclasses()))
                .collect(Collectors.toCollection(HashSet::new));
        expected.removeAll(Set.of(
                Op.Outer.class,
                Op.Scatter.class,
                Op.ScatterStep.class,
                Op.OfEmpty.class,
                Op.StepCount.class,
                Op.MaxSteps.class,
                Op.LogSoftmax.class,
                Op.Likeliest.class,
                // Of tables, see below.
                Op.EachToken.class,
                Op.OfToken.class,
                Op.SumTokens.class,
                // Over trees and at pairs of steps, which other random models have.
                Op.OfLeaves.class,
                Op.AtNodes.class,
                Op.OfNodes.class,
                Op.SumChildren.class,
                Op.AtPairs.class,
                Op.SumPairs.class,
                Op.SoftmaxPairs.class));
        assertEquals(expected, used);
    }

    /** What the language does not make, but the compiler puts in place of it. */
    @Test
    void gradientsOfWhatTokensLookUp() {
        for (String flow : List.of("lstm(4) |> dense(3)", "bidirectional(gru(2)) |> final |> dense(3)", "mgu(3)")) {
            ModelSpec spec = TokenTables.of(EmittedModel.spec(
                    "Tables",
                    "input x: token<4> output y = x |> embedding(2) |> " + flow
                            + " loss mse(y) train { window 4; batch 2 } precision double"));
            assertTrue(spec.graph().nodes().stream().anyMatch(node -> node.op() instanceof Op.OfToken));
            compare(spec);
            compare(spec, new int[] {3, 0});
        }
    }

    @Test
    void gradientsOfSequencesOfDifferentLengths() {
        for (int i = 0; i < MODELS; i++) {
            ModelSpec spec = RandomGraphs.model(FIRST_SEED + i, Options.EVERYTHING);
            int steps = spec.training().window();
            int[] lengths = new SplittableRandom(i)
                    .ints(spec.training().batch(), 0, steps + 1)
                    .toArray();
            compare(spec, lengths);
        }
    }

    private static void compare(ModelSpec spec) {
        compare(spec, null);
    }

    private static void compare(ModelSpec spec, int[] lengths) {
        Graph graph = spec.graph();
        WindowData data = WindowData.random(
                graph, spec.training().window(), spec.training().batch(), 17);
        FiniteDifferences differences = new FiniteDifferences(graph, data, lengths);
        Adjoint adjoint = Differentiator.differentiate(graph, new Differentiator.Wanted(true, true));
        GraphInterpreter run =
                data.fill(new GraphInterpreter(adjoint.nodes(), adjoint.states(), data.steps(), data.batch()));
        if (lengths != null) {
            run.setLengths(lengths);
        }
        graph.parameters().forEach(p -> {
            double[] expected = differences.parameter(p.index());
            check(spec, p.name(), run, adjoint.parameters().get(p.index()), expected);
        });
        for (int i = 0; i < graph.inputs().size(); i++) {
            if (data.inputs().get(i) instanceof double[]) {
                check(spec, "input " + i, run, adjoint.inputs().get(i), differences.input(i));
            }
        }
        graph.states().forEach(s -> {
            double[] expected = differences.initial(s.index());
            check(spec, s.name(), run, adjoint.initials().get(s.index()), expected);
        });
    }

    private static void check(ModelSpec spec, String what, GraphInterpreter run, Node gradient, double[] expected) {
        double[] got = gradient == null ? new double[expected.length] : run.value(gradient);
        double error = FiniteDifferences.error(got, expected);
        assertTrue(
                error < TOLERANCE,
                () -> spec.name() + ": gradient of " + what + " is off by " + error + "\n"
                        + spec.graph().explain());
    }
}
