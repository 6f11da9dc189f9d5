// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rnnc.processor.schedule.Translation.BATCH;
import static org.rnnc.processor.schedule.Translation.SOURCE;
import static org.rnnc.processor.schedule.Translation.TARGET;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.grad.Adjoint;
import org.rnnc.processor.grad.Differentiator;
import org.rnnc.processor.layout.Layout;
import org.rnnc.processor.layout.MemoryPlan;
import org.rnnc.processor.layout.PlainTarget;
import org.rnnc.processor.layout.View;
import org.rnnc.processor.reference.FiniteDifferences;
import org.rnnc.processor.reference.GraphInterpreter;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.schedule.kernel.KernelRules;
import org.rnnc.processor.schedule.pack.Packs;
import org.rnnc.processor.support.EmittedModel;

/** A model of two axes, from its graph to its schedule. */
class AxesTest {
    private static final Relation BEFORE_OF_SOURCE = new Relation.Before(SOURCE);
    private static final Relation AFTER_OF_SOURCE = new Relation.After(SOURCE);
    private static final Relation BEFORE_OF_TARGET = new Relation.Before(TARGET);
    private static final Relation AFTER_OF_TARGET = new Relation.After(TARGET);

    private final Plan plan = EmittedModel.plan(Translation.model());
    private final MemoryPlan memory = MemoryPlan.of(plan, new PlainTarget());
    private final Program window = plan.window().orElseThrow();
    private final Layout layout = memory.layout(window);

    private static List<Stage.Kind> kinds(List<Stage> stages) {
        return stages.stream().map(Stage::kind).toList();
    }

    @Test
    void aGraphKnowsItsAxes() {
        assertEquals(List.of(SOURCE, TARGET), Translation.model().graph().axes());
        assertEquals(
                List.of(Axis.TIME),
                new Graph(List.of(), List.of(), List.of(), List.of(), List.of(), Map.of(), List.of(), Optional.empty())
                        .axes());
    }

    /** Both loops of the encoder, what its ends make of each sequence, the decoder's loop, the loss at its steps; each loop has its products of the input ahead of it. */
    @Test
    void forwardStages() {
        assertEquals(
                List.of(
                        new Stage.Ahead(BEFORE_OF_SOURCE),
                        new Stage.Loop(BEFORE_OF_SOURCE),
                        new Stage.Ahead(AFTER_OF_SOURCE),
                        new Stage.Loop(AFTER_OF_SOURCE),
                        Stage.Kind.SEQUENCES,
                        new Stage.Ahead(BEFORE_OF_TARGET),
                        new Stage.Loop(BEFORE_OF_TARGET),
                        new Stage.Steps(TARGET),
                        Stage.Kind.ONCE),
                kinds(window.forward()));
        assertEquals(
                kinds(window.forward()).subList(0, 8), kinds(plan.prediction().forward()));
    }

    /** Each loop runs the other way, and the decoder's goes first. */
    @Test
    void backwardStages() {
        List<Stage.Kind> loops =
                kinds(window.backward()).stream().filter(Stage.Kind::isLoop).toList();
        assertEquals(
                List.of(
                        new Stage.Loop(AFTER_OF_TARGET),
                        new Stage.Loop(BEFORE_OF_SOURCE),
                        new Stage.Loop(AFTER_OF_SOURCE)),
                loops);
        assertEquals(new Stage.Steps(TARGET), window.backward().get(0).kind());
        assertEquals(
                Stage.Kind.ONCE, kinds(window.backward()).get(window.backward().size() - 1));
        assertTrue(plan.explain().contains("\nstep by step of target, from the last\n"), plan::explain);
    }

    /** Every kernel works along the axis of its stage. */
    @Test
    void kernelsStayOnTheirAxis() {
        for (Program program : List.of(window, plan.prediction())) {
            for (Stage stage : program.stages()) {
                stage.kernels()
                        .forEach(kernel -> kernel.nodes()
                                .forEach(node -> assertEquals(
                                        stage.kind().axis(), node.domain().axis(), node::toString)));
            }
        }
    }

    @Test
    void buffersHaveTheAxisOfTheirValues() {
        Map<String, String> rows = new LinkedHashMap<>();
        for (Node node : window.live()) {
            if (layout.has(node)) {
                assertEquals(node.domain(), layout.of(node).buffer().domain(), node::toString);
                rows.put(
                        plan.labels().of(node),
                        node.domain() + (layout.of(node).buffer().isOfStep() ? ", used anew" : ""));
            }
        }
        assertEquals("STEP of source", rows.get("word"));
        assertEquals("STEP of source", rows.get("reader.h"));
        assertEquals("STEP of source", rows.get("d back.h before"), rows::toString);
        assertEquals("STEP of target", rows.get("before"));
        assertEquals("STEP of target", rows.get("speaker.h"));
        assertEquals("STEP of target", rows.get("d speaker.h before"));
        assertEquals("SEQUENCE", rows.get("read"));
        assertEquals("SEQUENCE", rows.get("speaker.h start"));
        assertTrue(
                memory.explain().contains("speaker.h input [sequence][8], used anew at each step of target"),
                memory::explain);
    }

    @Test
    void viewsLookAlongOneAxis() {
        List<View.Kind> kinds = layout.views().stream().map(View::kind).toList();
        assertEquals(
                List.of(
                        new View.BySequence(),
                        new View.Previous(BEFORE_OF_SOURCE, Relation.Link.STEP),
                        new View.Previous(AFTER_OF_SOURCE, Relation.Link.STEP),
                        new View.End(SOURCE, true),
                        new View.End(SOURCE, false),
                        new View.Previous(BEFORE_OF_TARGET, Relation.Link.STEP),
                        new View.Previous(AFTER_OF_SOURCE, Relation.Link.STEP),
                        new View.Previous(BEFORE_OF_SOURCE, Relation.Link.STEP),
                        new View.Previous(AFTER_OF_TARGET, Relation.Link.STEP),
                        new View.End(TARGET, false),
                        new View.AtEnd(SOURCE, false),
                        new View.AtEnd(SOURCE, true)),
                kinds);
    }

    @Test
    void eachAxisHasItsSteps() {
        assertEquals(Translation.SOURCE_STEPS, window.steps(SOURCE));
        assertEquals(Translation.TARGET_STEPS, window.steps(TARGET));
        assertTrue(plan.prediction().isOpen());
        // The decoder starts from the whole source.
        assertEquals(Optional.empty(), plan.step());
    }

    /** Each with its own order of rows, which goes by the places of the first. */
    @Test
    void codeHasAnOrderOfRowsForEachAxis() {
        String engine = EmittedModel.sources(plan, "axes").get("axes.Translation_Engine");
        assertTrue(engine.contains("sourceSequences = new PackedSequences(6, 3);"), engine);
        assertTrue(engine.contains("targetSequences = new PackedSequences(4, 3, sourceSequences);"), engine);
    }

    /** Of sequences that are long along one axis and short, or empty, along the other. */
    @Test
    void gradientsAreThoseOfTheLoss() {
        Graph graph = Translation.model().graph();
        Adjoint adjoint = Differentiator.differentiate(graph, new Differentiator.Wanted(true, true));
        WindowData data = WindowData.random(graph, 5, BATCH, 3);
        FiniteDifferences differences = new FiniteDifferences(graph, data, withLengths(data.interpret(graph)));
        GraphInterpreter run =
                withLengths(data.fill(new GraphInterpreter(adjoint.nodes(), adjoint.states(), 5, BATCH)));
        graph.parameters().forEach(parameter -> {
            double[] expected = differences.parameter(parameter.index());
            double[] got = run.value(adjoint.parameters().get(parameter.index()));
            assertTrue(FiniteDifferences.error(got, expected) < 1e-6, parameter::qualifiedName);
            assertTrue(FiniteDifferences.error(new double[got.length], expected) > 0.1, parameter::qualifiedName);
        });
        for (int state = 0; state < 2; state++) {
            double[] got = run.value(adjoint.initials().get(state));
            double[] expected = differences.initial(state);
            assertTrue(FiniteDifferences.error(got, expected) < 1e-6, "state " + state);
            assertTrue(FiniteDifferences.error(new double[got.length], expected) > 0.1, "state " + state);
        }
    }

    private static GraphInterpreter withLengths(GraphInterpreter interpreter) {
        interpreter.setLengths(SOURCE, new int[] {5, 2, 0});
        interpreter.setLengths(TARGET, new int[] {1, 4, 3});
        return interpreter;
    }

    /** Each state starts from the other's end. */
    @Test
    void noOrderComputesARecurrenceOverTwoAxes() {
        GraphBuilder graph = new GraphBuilder();
        Node a = graph.add(graph.previous(0, 1, BEFORE_OF_SOURCE), graph.constant(1));
        Node b = graph.add(graph.previous(1, 1, BEFORE_OF_TARGET), graph.constant(1));
        Node startOfA = graph.start(graph.selectStep(true, b), 1);
        Node startOfB = graph.start(graph.selectStep(true, a), 1);
        List<State> states = List.of(
                new State(0, "a", 1, BEFORE_OF_SOURCE, Optional.of(startOfA), a),
                new State(1, "b", 1, BEFORE_OF_TARGET, Optional.of(startOfB), b));
        Graph built = new Graph(
                graph.nodes(), states, List.of(), List.of(), List.of(), Map.of(), List.of(), Optional.empty());
        Scheduler scheduler = new Scheduler(
                states,
                new KernelRules(
                        new Packs(built, graph.nodes(), Map.of(), 1, node -> false), new PlainTarget().budget()),
                List.of(a, b));
        var refused = assertThrows(IllegalArgumentException.class, () -> scheduler.stages(node -> true));
        assertTrue(
                refused.getMessage().contains("source") && refused.getMessage().contains("target"), refused::toString);
    }

    @Test
    void aValueMayBeCopiedToTheStepsOfItsOwnAxisOnly() {
        GraphBuilder graph = new GraphBuilder();
        Node x = graph.previous(0, 1, BEFORE_OF_SOURCE);
        assertEquals(Domain.step(SOURCE), graph.copy(x, SOURCE).domain());
        assertThrows(IllegalArgumentException.class, () -> graph.copy(x, TARGET));
    }
}
