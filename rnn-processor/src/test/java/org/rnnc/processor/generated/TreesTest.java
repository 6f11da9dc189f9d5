// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.layout.PlainTarget;
import org.rnnc.processor.schedule.Planner;
import org.rnnc.processor.standalone.MethodSizes;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Predictor;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.model.Trees;
import org.rnnc.training.metric.Metric;
import org.rnnc.training.metric.Metrics;

/** What networks over trees are given, and what they make of it. */
class TreesTest {
    private static final int NODES = 7;
    private static final int BATCH = 2;
    private static final int LARGEST_KERNEL = 1_500;

    private static final String LEAVES = """
            input x: token<5> per leaf of tree
            output kind = x |> embedding(4) |> %s(6) |> dense(3) |> softmax
            loss crossEntropy(kind)
            train { window 7; batch 2; optimizer sgd(rate = 0.1) }
            precision double
            """;

    private static final Map<String, CompiledModel> COMPILED = new ConcurrentHashMap<>();

    private static CompiledModel leaves(String cell) {
        return COMPILED.computeIfAbsent(cell, key -> CompiledModel.of(LEAVES.formatted(key)));
    }

    private static Batch batch(Model model, int[] trees, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] x = random.ints(NODES * BATCH, 0, 5).toArray();
        int[] kind = random.ints(NODES * BATCH, 0, 3).toArray();
        return Batch.of(model.info(), x, kind).trees(trees);
    }

    private static int[] shapes(boolean sided, long seed) {
        return RandomShapes.of(NODES, BATCH, sided, new SplittableRandom(seed));
    }

    /** The second tree's nodes get other numbers, and their data with them. */
    @Test
    void numbersOfNodesMeanNothing() {
        Model model = leaves("treeLstm").create(1);
        Trainer trainer = model.newTrainer();
        int[] other = {3, 0, 6, 1, 5, 2, 4};
        int[][] sides = {{1, 3, -1, -1, 6, -1, -1}, {2, 4, -1, -1, 5, -1, -1}};
        int[][] renamed = new int[2][NODES];
        int[] trees = new int[2 * NODES * BATCH];
        Trees.clear(trees);
        Trees.sides(trees, BATCH, 1, sides[0], sides[1]);
        Batch given = batch(model, trees, 5);
        double loss = trainer.gradients(given);
        double[] values = trainer.values("kind").toArray();
        double[] gradient = trainer.gradients().get(1).toArray();

        int[] x = ((int[]) given.input("x")).clone();
        int[] kind = ((int[]) given.target("kind")).clone();
        int[] otherX = x.clone();
        int[] otherKind = kind.clone();
        for (int node = 0; node < NODES; node++) {
            for (int side = 0; side < 2; side++) {
                int child = sides[side][node];
                renamed[side][other[node]] = child < 0 ? child : other[child];
            }
            otherX[other[node] * BATCH + 1] = x[node * BATCH + 1];
            otherKind[other[node] * BATCH + 1] = kind[node * BATCH + 1];
        }
        Trees.sides(trees, BATCH, 1, renamed[0], renamed[1]);
        Batch again = Batch.of(model.info(), otherX, otherKind).trees(trees);
        assertEquals(loss, trainer.gradients(again));
        assertArrayEquals(gradient, trainer.gradients().get(1).toArray());
        double[] otherValues = trainer.values("kind").toArray();
        for (int node = 0; node < NODES; node++) {
            for (int j = 0; j < 3; j++) {
                assertEquals(values[(node * BATCH + 1) * 3 + j], otherValues[(other[node] * BATCH + 1) * 3 + j]);
            }
        }
    }

    @Test
    void whatIsNoTreeChangesNothing() {
        Model model = leaves("childSumLstm").create(1);
        Trainer trainer = model.newTrainer();
        Batch sound = batch(model, shapes(false, 3), 4);
        double loss = trainer.evaluate(sound);
        int[] cycle = shapes(false, 3);
        Trees.parents(cycle, BATCH, 1, 1, 0, -1);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> trainer.train(batch(model, cycle, 4)));
        assertEquals("trees: tree 1: node 1 is above itself: its parents form a cycle", refused.getMessage());
        assertEquals(loss, trainer.evaluate(sound));
        assertThrows(
                IllegalArgumentException.class,
                () -> trainer.train(Batch.of(model.info(), new int[NODES * BATCH], new int[NODES * BATCH])));
        assertThrows(IllegalArgumentException.class, () -> sound.lengths(new int[BATCH]));
        assertEquals(loss, trainer.evaluate(sound));
    }

    @Test
    void parentsDoNotTellSides() {
        Model model = leaves("treeRnn").create(1);
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> model.newTrainer().train(batch(model, shapes(false, 3), 4)));
        assertEquals(
                "trees: expected int[] of length 28 (left and right children, [2][7][2]), found length 14",
                refused.getMessage());
    }

    /** Whatever stands where there is no leaf is not looked at. */
    @Test
    void leavesAloneHaveTokens() {
        Model model = leaves("childSumLstm").create(1);
        Trainer trainer = model.newTrainer();
        int[] trees = new int[NODES * BATCH];
        Trees.clear(trees);
        Trees.parents(trees, BATCH, 0, 2, 2, -1);
        int[] x = new int[NODES * BATCH];
        double loss = trainer.evaluate(
                Batch.of(model.info(), x.clone(), new int[NODES * BATCH]).trees(trees));
        x[2 * BATCH] = -1;
        x[BATCH + 1] = 99;
        Batch other = Batch.of(model.info(), x, new int[NODES * BATCH]).trees(trees);
        assertEquals(loss, trainer.evaluate(other));
        x[BATCH] = 5;
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> trainer.evaluate(other));
        assertEquals("x: token 5 at node 1 of tree 0 is out of range, expected 0 to 4", refused.getMessage());
    }

    /** A leaf for each step, in the order of their numbers; else nothing has changed. */
    @Test
    void leavesAreAsManyAsSteps() {
        Model model = CompiledModel.of("""
                input word: token<5> per word of text
                output kind = word |> embedding(4) |> gru(5) |> atLeaves(per = parse) |> treeLstm(6) |> root |> dense(3) |> softmax
                loss crossEntropy(kind)
                train { window text 4, parse 7; batch 2; optimizer sgd(rate = 0.1) }
                precision double
                """).create(1);
        Trainer trainer = model.newTrainer();
        int[] trees = new int[2 * NODES * BATCH];
        Trees.clear(trees);
        Trees.sides(trees, BATCH, 0, new int[] {-1, -1, 0}, new int[] {-1, -1, 1});
        Trees.sides(trees, BATCH, 1, new int[] {1, 3, -1, -1, -1}, new int[] {2, 4, -1, -1, -1});
        int[] words = {1, 2, 3, 4, 0, 1, 2, 3};
        Batch sound = Batch.of(model.info(), words, new int[] {2, 1})
                .lengths("text", new int[] {2, 3})
                .trees("parse", trees);
        double loss = trainer.evaluate(sound);
        int[] wrong = {2, 4};
        Batch longer = Batch.of(model.info(), words, new int[] {2, 1})
                .lengths("text", wrong)
                .trees("parse", trees);
        String message =
                "parseTrees: tree 1 has 3 leaves, and sequence 1 has 4 steps of text: each leaf stands for one step,"
                        + " in the order of their numbers";
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> trainer.train(longer))
                        .getMessage());
        assertEquals(loss, trainer.evaluate(sound));
        Predictor predictor = model.newPredictor(new int[] {4, NODES}, BATCH);
        double[] kind = new double[BATCH * 3];
        int[] steps = {4, NODES};
        assertEquals(
                message,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> predictor.run(
                                        steps, BATCH, new int[][] {wrong, trees}, new Object[] {words}, new Object[] {
                                            kind
                                        }))
                        .getMessage());
        predictor.run(steps, BATCH, new int[][] {{2, 3}, trees}, new Object[] {words}, new Object[] {kind});
        assertArrayEquals(trainer.values("kind").toArray(), kind);
    }

    @Test
    void metricsCountTheNodesThereAre() {
        Model model = leaves("childSumLstm").create(1);
        int[] trees = new int[NODES * BATCH];
        Trees.clear(trees);
        Trees.parents(trees, BATCH, 0, 2, 2, -1);
        Trees.parents(trees, BATCH, 1, -1);
        Batch data = batch(model, trees, 4);
        assertArrayEquals(new int[] {3, 1}, data.lengthsAlong("tree"));
        double[] chances = new double[NODES * BATCH * 3];
        model.newPredictor(NODES, BATCH)
                .run(NODES, BATCH, trees, null, new Object[] {data.input("x")}, new Object[] {chances});
        int right = 0;
        int[] kind = (int[]) data.target("kind");
        for (int place : new int[] {0, BATCH, 2 * BATCH, 1}) {
            double best = Math.max(chances[place * 3], Math.max(chances[place * 3 + 1], chances[place * 3 + 2]));
            right += chances[place * 3 + kind[place]] == best ? 1 : 0;
        }
        Metric accuracy = Metrics.accuracy(3);
        accuracy.add(chances, kind, data.lengthsAlong("tree"));
        assertEquals(right / 4.0, accuracy.value());
    }

    @Test
    void kernelsAreSmall() {
        List<ModelSpec> specs = Stream.of("treeRnn(100)", "treeLstm(100)", "childSumLstm(100)", "childSumLstm(5)")
                .map(cell -> EmittedModel.spec("Tree" + cell.replaceAll("[()]", ""), """
                        input x: vector<30> per node of tree
                        output y = x |> %s |> root |> dense(2)
                        loss mse(y)
                        train { window 40; batch 8; optimizer adam(rate = 0.1); clip norm 1 }
                        """.formatted(cell)))
                .toList();
        int kernels = 0;
        for (CompiledModel compiled : CompiledModel.ofAll(specs)) {
            for (Map.Entry<String, byte[]> type : compiled.classes().entrySet()) {
                if (type.getKey().contains("Kernels")) {
                    assertTrue(MethodSizes.largest(type.getValue()) <= LARGEST_KERNEL, type.getKey());
                    kernels++;
                }
            }
        }
        assertTrue(kernels > 0);
    }

    @Test
    void theScheduleGoesLevelByLevel() {
        String plan = Planner.plan(
                        EmittedModel.spec("Tree", LEAVES.formatted("childSumLstm")), new PlainTarget().budget())
                .explain();
        assertTrue(plan.contains("level by level of tree, from the leaves\n"), plan);
        assertTrue(plan.contains("level by level of tree, from the root\n"), plan);
    }
}
