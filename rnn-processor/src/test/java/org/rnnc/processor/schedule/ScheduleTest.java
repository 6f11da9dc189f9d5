// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.ParallelAxis;
import org.rnnc.processor.layout.Buffer;
import org.rnnc.processor.layout.Layout;
import org.rnnc.processor.layout.Location;
import org.rnnc.processor.layout.MemoryPlan;
import org.rnnc.processor.layout.PlainTarget;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.kernel.KernelBudget;
import org.rnnc.processor.schedule.pack.Pack;
import org.rnnc.processor.support.EmittedModel;

/** What the schedule promises, counted in the plans of the standard cells. */
class ScheduleTest {
    private static Plan plan(String cell) {
        return plan(cell, 5);
    }

    private static Plan plan(String cell, int hiddenSize) {
        return EmittedModel.plan(EmittedModel.spec(
                "StepCount",
                "input x: vector<3> output y = x |> " + cell + "(" + hiddenSize
                        + ") |> dense(2) loss mse(y) train { window 4 batch 2 }"));
    }

    /** Kernels of a kind in stages of a kind. */
    private static <K extends Kernel> List<K> kernels(List<Stage> stages, Predicate<Stage> which, Class<K> kind) {
        List<K> found = new ArrayList<>();
        stages.stream()
                .filter(which)
                .forEach(stage -> stage.kernels().stream()
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .forEach(found::add));
        return found;
    }

    private static boolean isLoop(Stage stage) {
        return stage.kind().isLoop();
    }

    private static boolean isFlat(Stage stage) {
        return !stage.kind().isLoop();
    }

    /**
     * One packed product of x and one of h each; mgu has a second of {@code f .* h[t-1]}, and of x another where that
     * begins, since what different products begin with lies in rows of their own.
     */
    @ParameterizedTest
    @CsvSource({"rnn, 1", "gru, 1", "lstm, 1", "mgu, 2"})
    void aStepHasFewProducts(String cell, int withState) {
        Plan plan = plan(cell);
        for (Program program : List.of(plan.step().orElseThrow(), plan.window().orElseThrow())) {
            assertEquals(
                    withState,
                    kernels(program.forward(), ScheduleTest::isLoop, Kernel.Products.class)
                            .size());
            // Of x, and of h for the dense layer.
            assertEquals(
                    withState + 1,
                    kernels(program.forward(), ScheduleTest::isFlat, Kernel.Products.class)
                            .size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rnn", "gru", "lstm", "mgu"})
    void productsOfTheInputLeaveTheLoop(String cell) {
        for (Stage stage : plan(cell).window().orElseThrow().forward()) {
            for (Kernel.Products kernel : kernels(List.of(stage), s -> true, Kernel.Products.class)) {
                boolean ofInput = kernel.operand().op() instanceof Op.Input;
                assertTrue(!ofInput || stage.kind() instanceof Stage.Ahead, () -> cell + ": " + stage);
            }
        }
    }

    /**
     * What one loop alone needs is computed as it goes on, and takes no memory for all steps; what something else needs
     * too, a gradient or another loop, is there for all.
     */
    @Test
    void whatOneLoopNeedsIsComputedAheadOfIt() {
        String body = "input x: token<7> output y = x |> embedding(3) |> %s |> dense(2)"
                + " loss mse(y) train { window 6; batch 2; unroll %s }";
        assertEquals(List.of("Steps", "Ahead", "Loop", "Steps", "Once"), forward(body.formatted("gru(5)", "auto")));
        assertEquals(List.of("Steps", "Loop", "Steps", "Once"), forward(body.formatted("gru(5)", "full")));
        assertEquals(
                List.of("Steps", "Ahead", "Loop", "Ahead", "Loop", "Steps", "Once"),
                forward(body.formatted("bidirectional(gru(5))", "auto")));
        assertEquals(
                List.of("Steps", "Ahead", "Loop", "Ahead", "Loop", "Steps", "Once"),
                forward(body.formatted("gru(5) |> gru(4)", "auto")));
    }

    private static List<String> forward(String body) {
        Program window =
                EmittedModel.plan(EmittedModel.spec("Ahead", body)).window().orElseThrow();
        return window.forward().stream()
                .map(stage -> stage.kind().getClass().getSimpleName())
                .toList();
    }

    /**
     * Sums that rows would be kept for are taken up in the loop that makes these, where it goes as the sum does: not one
     * that runs the other way, and not one whose rows others read, too.
     */
    @Test
    void aLoopTakesUpSumsOverItsSteps() {
        assertEquals(List.of(10), totalsOfLoops("layerNormLstm(5)"));
        assertEquals(List.of(10, 10), totalsOfLoops("layerNormLstm(5) |> layerNormLstm(4)"));
        assertEquals(List.of(0, 10), totalsOfLoops("bidirectional(layerNormLstm(5))"));
        assertEquals(List.of(0), totalsOfLoops("lstm(5)"));
        assertEquals(List.of(0), totalsOfLoops("peepholeLstm(5)"));
    }

    /** What a layer norm keeps of a step for its way back: the vector that is scaled, and the number it was divided by. */
    @Test
    void aLayerNormKeepsOneRow() {
        Plan plan = plan("layerNormLstm");
        Program window = plan.window().orElseThrow();
        Layout layout = MemoryPlan.of(plan, new PlainTarget()).layout(window);
        List<String> kept = window.forward().stream()
                .filter(ScheduleTest::isLoop)
                .flatMap(stage -> stage.outputs().stream())
                .filter(node -> layout.has(node) && layout.of(node).buffer().isPerStep())
                .map(node -> plan.labels().name(node).toString())
                .filter(name -> name.contains("normI"))
                .sorted()
                .toList();
        assertEquals(List.of("layerNormLstm.normI.y divisor", "layerNormLstm.normI.y factor"), kept);
    }

    /**
     * What comes back from the step behind has the rows of two steps; not where something looks at it afterwards, or where
     * it says how a state began.
     */
    @Test
    void whatComesBackFromTheStepBehindLiesInTurns() {
        assertEquals(List.of("d lstm.c before", "d lstm.h before"), inTurns("lstm(5)", ""));
        assertEquals(List.of("d gru.forward.h before", "d gru.reverse.h before"), inTurns("bidirectional(gru(5))", ""));
        assertEquals(List.of("d gru.h before", "d gru2.h before"), inTurns("gru(5) |> gru(4)", ""));
        assertEquals(List.of(), inTurns("gru(5)", ", backward 2"));
        assertEquals(List.of(), inTurns("gru(5)", "; gradients state"));
    }

    private static List<String> inTurns(String layers, String window) {
        Plan plan = EmittedModel.plan(EmittedModel.spec(
                "Turns",
                "input x: vector<3> output y = x |> " + layers + " |> dense(2) loss mse(y) train { window 4" + window
                        + "; batch 2 }"));
        return MemoryPlan.of(plan, new PlainTarget()).layout(plan.window().orElseThrow()).buffers().stream()
                .filter(Buffer::isInTurns)
                .map(Buffer::name)
                .sorted()
                .toList();
    }

    /** By loop of the way back how many sums over all steps it takes up. */
    private static List<Integer> totalsOfLoops(String layers) {
        String body =
                "input x: vector<3> output y = x |> " + layers + " |> dense(2) loss mse(y) train { window 4 batch 2 }";
        Program window =
                EmittedModel.plan(EmittedModel.spec("Totals", body)).window().orElseThrow();
        return window.backward().stream()
                .filter(ScheduleTest::isLoop)
                .map(stage -> (int) stage.kernels().stream()
                        .filter(kernel -> kernel.nodes().get(0).op() instanceof Op.SumAll)
                        .count())
                .toList();
    }

    /** Rows are each on their own in all but sums over them, of which each element is. */
    @ParameterizedTest
    @ValueSource(strings = {"rnn", "gru", "lstm", "mgu"})
    void kernelsSayHowTheyMayBeSplit(String cell) {
        String body = "input x: vector<3> output y = x |> " + cell
                + "(5) |> dense(4) |> softmax loss crossEntropy(y) train { window 4 batch 2 }";
        List<Stage> stages = EmittedModel.plan(EmittedModel.spec("Split", body))
                .window()
                .orElseThrow()
                .stages();
        Set<ParallelAxis> all = EnumSet.allOf(ParallelAxis.class);
        Map<Class<? extends Kernel>, Set<ParallelAxis>> expected = Map.of(
                Kernel.Products.class, all,
                Kernel.Chain.class, all,
                Kernel.Elementwise.class, all,
                Kernel.Softmax.class, Set.of(ParallelAxis.STEP, ParallelAxis.SEQUENCE),
                Kernel.Gradients.class, Set.of(ParallelAxis.ELEMENT));
        expected.forEach((kind, axes) -> {
            List<? extends Kernel> found = kernels(stages, stage -> true, kind);
            assertFalse(found.isEmpty(), kind::toString);
            found.forEach(kernel -> assertEquals(axes, kernel.parallelAxes(), kernel::toString));
        });
    }

    /** As many passes as there are stretches between products of the running state. */
    @ParameterizedTest
    @CsvSource({"rnn, 1", "gru, 1", "lstm, 1", "mgu, 2"})
    void elementwiseNeighboursFuse(String cell, int passes) {
        Program window = plan(cell).window().orElseThrow();
        assertEquals(
                passes,
                kernels(window.forward(), ScheduleTest::isLoop, Kernel.Elementwise.class)
                        .size());
    }

    /** Long loops must be small, and exponentials by themselves, those of all gates together, for HotSpot to vectorise them. */
    @ParameterizedTest
    @CsvSource({"rnn, 1", "gru, 2", "lstm, 3", "mgu, 3"})
    void longLoopsAreDivided(String cell, int passes) {
        Program window = plan(cell, 100).window().orElseThrow();
        List<Kernel.Elementwise> forward = kernels(window.forward(), ScheduleTest::isLoop, Kernel.Elementwise.class);
        assertEquals(passes, forward.size());
        KernelBudget budget = new PlainTarget().budget();
        for (Kernel.Elementwise kernel : kernels(window.backward(), stage -> true, Kernel.Elementwise.class)) {
            assertTrue(
                    budget.isAlone(kernel.nodes())
                            || budget.cost(kernel.nodes(), kernel.outputs()) <= budget.of(kernel.size()),
                    kernel::toString);
        }
    }

    /** One product with the transposes of all matrices of the state; mgu's second matrix multiplies something else. */
    @ParameterizedTest
    @CsvSource({"rnn, 1, 1", "gru, 1, 3", "lstm, 1, 4", "mgu, 2, 2"})
    void aStepBackHasFewProducts(String cell, int products, int matrices) {
        Program window = plan(cell).window().orElseThrow();
        List<Kernel.Chain> chains = kernels(window.backward(), ScheduleTest::isLoop, Kernel.Chain.class);
        assertEquals(products, chains.size());
        assertEquals(
                matrices,
                chains.stream().mapToInt(chain -> chain.nodes().size()).sum());
    }

    /** A masked copy has the layout of the matrices it is of: four gates are one product, forward and backward. */
    @Test
    void maskedMatricesStayPacked() {
        Plan plan = EmittedModel.plan(EmittedModel.spec("Connected", """
                input x: vector<3>
                output y = x |> lstm(4, dropConnect = 0.2) |> dense(2)
                loss mse(y)
                """));
        Program window = plan.window().orElseThrow();
        assertEquals(
                1,
                kernels(window.forward(), stage -> !isFlat(stage), Kernel.Products.class)
                        .size());
        assertEquals(
                1,
                kernels(window.backward(), stage -> !isFlat(stage), Kernel.Chain.class)
                        .size());
        assertEquals(
                "mask masked",
                plan.packs().others().stream()
                        .map(plan.packs()::stored)
                        .filter(stored -> !stored.isGradient())
                        .map(stored -> stored.pack().role())
                        .distinct()
                        .sorted()
                        .collect(java.util.stream.Collectors.joining(" ")));
    }

    @Test
    void adjointsOfGatesLieSideBySide() {
        Plan plan = plan("lstm");
        Program window = plan.window().orElseThrow();
        Layout layout = MemoryPlan.of(plan, new PlainTarget()).layout(window);
        Kernel.Chain chain = kernels(window.backward(), ScheduleTest::isLoop, Kernel.Chain.class)
                .get(0);
        List<Location> operands =
                chain.nodes().stream().map(node -> layout.of(node.input(1))).toList();
        for (int i = 0; i < operands.size(); i++) {
            assertEquals(operands.get(0).buffer(), operands.get(i).buffer());
            assertEquals(8 * i, operands.get(i).offset());
        }
    }

    /** The same for what goes back to the layer below, for all steps at once. */
    @Test
    void whatGoesToTheLayerBelowIsOneProduct() {
        Plan plan = EmittedModel.plan(EmittedModel.spec(
                "Stacked", "input x: vector<3> output y = x |> rnn(4) |> lstm(5) |> gru(6) loss mse(y)"));
        List<Kernel.Chain> chains =
                kernels(plan.window().orElseThrow().backward(), ScheduleTest::isFlat, Kernel.Chain.class);
        assertEquals(
                List.of(3, 4),
                chains.stream().map(chain -> chain.nodes().size()).toList());
    }

    /** One product over all steps and sequences for each pack, outside of the loop that runs backward. */
    @ParameterizedTest
    @ValueSource(strings = {"rnn", "gru", "lstm", "mgu"})
    void aPacksGradientIsOneProduct(String cell) {
        Plan plan = plan(cell);
        List<Stage> backward = plan.window().orElseThrow().backward();
        assertEquals(List.of(), kernels(backward, ScheduleTest::isLoop, Kernel.Gradients.class));
        List<Pack> packs = kernels(backward, ScheduleTest::isFlat, Kernel.Gradients.class).stream()
                .map(Kernel.Gradients::pack)
                .toList();
        List<Pack> matrices =
                plan.packs().all().stream().filter(pack -> !pack.isVector()).toList();
        assertEquals(matrices.size(), packs.size());
        assertTrue(packs.containsAll(matrices));
    }

    @Test
    void gatesLieSideBySide() {
        Plan plan = plan("lstm");
        assertEquals(
                "pack 0: 3 arrays of 32, one a column: lstm.Wi [5][3] at 0, lstm.Wf [5][3] at 8, "
                        + "lstm.Wg [5][3] at 16, lstm.Wo [5][3] at 24",
                MemoryPlan.of(plan, new PlainTarget())
                        .layout(plan.packs().all().get(0))
                        .explain());
    }

    /** Probabilities and all losses of the same logits are one kernel. */
    @Test
    void softmaxAndItsLossesShareTheirExponentials() {
        Plan plan = EmittedModel.plan(EmittedModel.spec("Shared", """
                input x: vector<3>
                h = x |> rnn(4)
                output y = h |> dense(5) |> softmax
                output z = h |> dense(6) |> softmax
                loss crossEntropy(y) + crossEntropy(y, smoothing = 0.1) + crossEntropy(z)
                """));
        List<Kernel.Softmax> kernels =
                kernels(plan.window().orElseThrow().forward(), ScheduleTest::isFlat, Kernel.Softmax.class);
        assertEquals(2, kernels.size());
        assertTrue(kernels.stream()
                .allMatch(kernel ->
                        kernel.probabilities().isPresent() && kernel.losses().size() == 1));
        assertEquals(
                2,
                kernels(plan.step().orElseThrow().forward(), ScheduleTest::isFlat, Kernel.Softmax.class)
                        .size());
    }

    @Test
    void aTokenIsLookedUp() {
        Plan plan = EmittedModel.plan(EmittedModel.spec("Looked", "input x: token<9> output y = x |> rnn(4)"));
        List<Kernel.Products> products =
                kernels(plan.step().orElseThrow().forward(), ScheduleTest::isFlat, Kernel.Products.class);
        assertEquals(1, products.size());
        assertTrue(products.get(0).isLookup());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rnn", "lstm", "mgu"})
    void everyStoredValueIsExplained(String cell) {
        Plan plan = plan(cell);
        String text = plan.explain();
        Program window = plan.window().orElseThrow();
        Stream.concat(window.forward().stream(), window.backward().stream())
                .flatMap(stage -> stage.kernels().stream())
                .flatMap(kernel -> kernel.nodes().stream())
                .map(Node::id)
                .forEach(id -> assertTrue(text.contains("%" + id + " "), () -> "%" + id + " is missing in\n" + text));
    }
}
