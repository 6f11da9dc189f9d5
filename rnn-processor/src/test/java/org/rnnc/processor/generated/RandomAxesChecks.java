// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.grad.Adjoint;
import org.rnnc.processor.grad.Differentiator;
import org.rnnc.processor.panel.TiledKernels;
import org.rnnc.processor.random.RandomModel;
import org.rnnc.processor.reference.FiniteDifferences;
import org.rnnc.processor.reference.GraphInterpreter;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.StreamingModel;

/**
 * What holds for models of several axes that are put together by chance. {@code -Dfuzz.models=1000} tries more of them, {@code
 * -Dfuzz.seed=17} begins there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RandomAxesChecks {
    static final long FIRST_SEED = Long.getLong("fuzz.seed", 6);
    static final long COUNT = Long.getLong("fuzz.models", 6);

    List<ModelSpec> specs;
    private List<RandomModel> models;
    private List<CompiledModel> compiled;
    private List<CompiledModel> single;

    /** The models, each from a seed. */
    abstract List<RandomModel> drawn();

    /** All by one run of javac. */
    @BeforeAll
    void compile() {
        models = drawn();
        specs = models.stream().map(RandomModel::spec).toList();
        List<ModelSpec> all = new ArrayList<>(specs);
        models.forEach(model -> all.add(model.alone()));
        List<CompiledModel> both = CompiledModel.ofAll(all);
        compiled = both.subList(0, specs.size());
        single = both.subList(specs.size(), both.size());
    }

    private void each(Consumer<AxesChecks> check) {
        eachIndex(i -> check.accept(new AxesChecks(specs.get(i), compiled.get(i))));
    }

    private void eachIndex(Consumer<Integer> check) {
        for (int i = 0; i < specs.size(); i++) {
            try {
                check.accept(i);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed " + models.get(i).seed() + ": " + e.getMessage() + "\n"
                                + models.get(i).text(),
                        e);
            }
        }
    }

    @Test
    void valuesAndGradientsAreTheInterpreters() {
        each(AxesChecks::interpreter);
    }

    @Test
    void gradientsAreThoseOfTheLoss() {
        eachIndex(i -> differences(models.get(i).precise(), compiled.get(i).create(1)));
    }

    private static void differences(ModelSpec spec, Model model) {
        Graph graph = spec.graph();
        Adjoint adjoint = Differentiator.differentiate(graph, new Differentiator.Wanted(false, false));
        AxesData data = AxesData.random(spec, 3);
        int batch = spec.training().batch();
        GraphInterpreter run =
                data.fill(new GraphInterpreter(adjoint.nodes(), adjoint.states(), data::steps, batch), model, 1);
        GraphInterpreter moved =
                data.fill(new GraphInterpreter(graph.nodes(), graph.states(), data::steps, batch), model, 1);
        FiniteDifferences differences = new FiniteDifferences(graph, point(graph, data, model), moved);
        adjoint.parameters().forEach((index, gradient) -> {
            double error = FiniteDifferences.error(run.value(gradient), differences.parameter(index));
            assertTrue(error < 1e-6, () -> graph.parameters().get(index).qualifiedName() + " is off by " + error);
        });
    }

    /** Only the parameters are looked at. */
    private static WindowData point(Graph graph, AxesData data, Model model) {
        List<double[]> parameters = graph.parameters().stream()
                .map(parameter -> data.part(model.parameters(), parameter))
                .toList();
        return new WindowData(1, 1, parameters, List.of(), List.of(), List.of());
    }

    @Test
    void predictionsAreThoseOfAWindow() {
        each(AxesChecks::predictions);
    }

    @Test
    void stepsAreThoseOfAWindow() {
        each(AxesChecks::steps);
        assertTrue(compiled.stream().anyMatch(model -> model.create(1) instanceof StreamingModel));
    }

    @Test
    void eachSequenceIsAsAlone() {
        eachIndex(i -> new AxesChecks(specs.get(i), compiled.get(i)).alone(models.get(i), single.get(i)));
    }

    @Test
    void nothingIsAllocated() {
        each(AxesChecks::nothingIsAllocated);
    }

    @Test
    void methodsAreSmall() {
        each(AxesChecks::methodsAreSmall);
    }

    @Test
    void weightsInAnotherOrderGiveTheSameBits() {
        List<CompiledModel> tiled = CompiledModel.ofAll(specs, TiledKernels::new);
        eachIndex(
                i -> same(AxesChecks.bits(specs.get(i), compiled.get(i)), AxesChecks.bits(specs.get(i), tiled.get(i))));
    }

    static void same(Map<String, double[]> expected, Map<String, double[]> found) {
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((what, numbers) -> assertArrayEquals(numbers, found.get(what), what));
    }
}
