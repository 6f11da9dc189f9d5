// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.support.AllocationMeter;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;
import org.rnnc.training.Schedule;
import org.rnnc.training.TrainingLoop;

/** Tokens that are fed back in training and are the model's own: where, which, and what that leaves as it was. */
class ScheduledSamplingTest {
    private static final int STEPS = 6;
    private static final int BATCH = 5;
    private static final int TOKENS = 7;
    private static final int START = 3;
    private static final int[] LENGTHS = {6, 4, 0, 1, 5};

    private static final CompiledModel OWN = CompiledModel.of(spec("Own", ", sampling = 0.4"));
    private static final CompiledModel GIVEN = CompiledModel.of(spec("Given", ""));

    private static ModelSpec spec(String name, String sampling) {
        return EmittedModel.spec(name, """
                input about: vector<3> per sequence
                output said: token<7> = previous(said, start = 3%s) |> embedding(4)
                  |> gru(8, h = about |> dense(8)) |> dense(7) |> softmax
                loss crossEntropy(said)
                train { window 6; batch 5; optimizer adam(rate = 0.02); clip norm 1; seed 11 }
                """.formatted(sampling));
    }

    private static int[] target(long seed) {
        return new SplittableRandom(seed).ints(STEPS * BATCH, 0, TOKENS).toArray();
    }

    private static float[] about(long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        float[] about = new float[BATCH * 3];
        IntStream.range(0, about.length).forEach(i -> about[i] = (float) random.nextDouble(-1, 1));
        return about;
    }

    private static Batch batch(Model model, long seed) {
        return Batch.of(model.info(), about(seed), target(seed)).lengths(LENGTHS);
    }

    private static List<double[]> all(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::toArray).toList();
    }

    private static void assertSame(List<double[]> expected, List<double[]> found) {
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), found.get(i), "tensor " + i);
        }
    }

    /** The loop that a choice takes has the bits of what is done for all steps at once. */
    @Test
    void withoutAnyChoiceItIsTeacherForcing() {
        Model own = OWN.create(1);
        Model given = GIVEN.create(1);
        Trainer ownTrainer = own.newTrainer();
        Trainer givenTrainer = given.newTrainer();
        ownTrainer.setSampling(0);
        for (int i = 0; i < 4; i++) {
            assertEquals(givenTrainer.train(batch(given, i)), ownTrainer.train(batch(own, i)), "update " + i);
            assertSame(all(givenTrainer.gradients()), all(ownTrainer.gradients()));
        }
        assertSame(all(given.parameters()), all(own.parameters()));
    }

    @Test
    void aProbabilityOfZeroIsNotThere() {
        assertEquals(
                spec("Same", "").graph().explain(),
                spec("Same", ", sampling = 0").graph().explain());
        assertThrows(
                UnsupportedOperationException.class,
                () -> GIVEN.create(1).newTrainer().setSampling(0.5));
        assertEquals(0, GIVEN.create(1).newTrainer().sampling());
    }

    /** What comes out is what a predictor says that is given the likeliest token of each step for the next. */
    @Test
    void allOfThemAreWhatTheModelHoldsLikeliest() {
        Model own = OWN.create(2);
        Trainer trainer = own.newTrainer();
        train(own, trainer, 30);
        trainer.setSampling(1);
        double loss = trainer.gradients(batch(own, 77));
        double[] outputs = trainer.values("said").toArray();
        float[] greedy = greedy(own, 77);
        assertArrayEquals(
                outputs,
                IntStream.range(0, greedy.length).mapToDouble(i -> greedy[i]).toArray());
        int[] target = target(77);
        double expected = 0;
        for (int step = 0; step < STEPS; step++) {
            for (int sequence = 0; sequence < BATCH; sequence++) {
                int place = step * BATCH + sequence;
                expected -= step < LENGTHS[sequence] ? Math.log(greedy[place * TOKENS + target[place]]) : 0;
            }
        }
        assertEquals(expected / Arrays.stream(LENGTHS).sum(), loss, 1e-5);
        assertNotEquals(loss, trainer.evaluate(batch(own, 77)));
    }

    private static void train(Model model, Trainer trainer, int updates) {
        for (int i = 0; i < updates; i++) {
            trainer.train(batch(model, i % 3));
        }
    }

    private static float[] greedy(Model model, long seed) {
        int[] before = new int[STEPS * BATCH];
        Arrays.fill(before, 0, BATCH, START);
        float[] said = new float[STEPS * BATCH * TOKENS];
        for (int step = 0; step < STEPS; step++) {
            model.newPredictor(STEPS, BATCH)
                    .run(STEPS, BATCH, LENGTHS, null, new Object[] {about(seed), before}, new Object[] {said});
            for (int place = step * BATCH; step + 1 < STEPS && place < (step + 1) * BATCH; place++) {
                int best = 0;
                for (int token = 1; token < TOKENS; token++) {
                    best = said[place * TOKENS + token] > said[place * TOKENS + best] ? token : best;
                }
                before[place + BATCH] = best;
            }
        }
        return said;
    }

    @Test
    void useIsNotTouched() {
        Model own = OWN.create(3);
        Model given = GIVEN.create(3);
        assertEquals(
                given.newTrainer().evaluate(batch(given, 5)), own.newTrainer().evaluate(batch(own, 5)));
        assertEquals(given.info().inputs(), own.info().inputs());
        assertEquals(
                ((StreamingModel) given).newState().size(),
                ((StreamingModel) own).newState().size());
    }

    /** As random masks do they follow from the update and the sequence, and not from its place. */
    @Test
    void theStepsFollowFromUpdateAndSequence() {
        Model own = OWN.create(4);
        Trainer trainer = own.newTrainer();
        double first = trainer.gradients(batch(own, 8));
        assertEquals(first, trainer.gradients(batch(own, 8)));
        trainer.setUpdates(1);
        assertNotEquals(first, trainer.gradients(batch(own, 8)));
        trainer.setUpdates(0);
        double[] outputs = outputsOf(trainer, batch(own, 8).ids(new long[] {10, 11, 12, 13, 14}), 0);
        int[] swapped = {1, 0, 2, 3, 4};
        Batch moved = Batch.of(own.info(), move(about(8), swapped), move(target(8), swapped))
                .lengths(new int[] {4, 6, 0, 1, 5})
                .ids(new long[] {11, 10, 12, 13, 14});
        assertArrayEquals(outputs, outputsOf(trainer, moved, 1));
    }

    private static double[] outputsOf(Trainer trainer, Batch batch, int sequence) {
        trainer.gradients(batch);
        double[] all = trainer.values("said").toArray();
        return IntStream.range(0, STEPS)
                .flatMap(step -> IntStream.range(0, TOKENS).map(j -> (step * BATCH + sequence) * TOKENS + j))
                .mapToDouble(i -> all[i])
                .toArray();
    }

    private static float[] move(float[] values, int[] from) {
        float[] moved = new float[values.length];
        for (int i = 0; i < BATCH; i++) {
            System.arraycopy(values, from[i] * 3, moved, i * 3, 3);
        }
        return moved;
    }

    private static int[] move(int[] tokens, int[] from) {
        return IntStream.range(0, tokens.length)
                .map(i -> tokens[i / BATCH * BATCH + from[i % BATCH]])
                .toArray();
    }

    @Test
    void aScheduleChangesIt() {
        Model own = OWN.create(5);
        Trainer trainer = own.newTrainer();
        assertEquals(0.4, trainer.sampling());
        for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> trainer.setSampling(wrong));
            assertEquals("sampling: expected a probability from 0 to 1, found " + wrong, refused.getMessage());
        }
        assertEquals(0.4, trainer.sampling());
        double[] seen = new double[3];
        new TrainingLoop(window -> {
                    seen[window] = trainer.sampling();
                    return trainer.train(batch(own, window));
                })
                .windows(3)
                .sampling(trainer, Schedule.linear(0, 0.5, 2))
                .run();
        assertArrayEquals(new double[] {0, 0.25, 0.5}, seen);
        TrainingLoop tooMuch = new TrainingLoop(window -> trainer.train(batch(own, window)))
                .windows(1)
                .sampling(trainer, Schedule.constant(2));
        assertTrue(assertThrows(IllegalArgumentException.class, tooMuch::run)
                .getMessage()
                .startsWith("the schedule of sampling, at update 3: sampling: expected"));
    }

    @Test
    void nothingIsAllocated() {
        Model own = OWN.create(6);
        Trainer trainer = own.newTrainer();
        Batch batch = batch(own, 1);
        assertEquals(0, AllocationMeter.bytes(30, 20, () -> trainer.train(batch)));
    }

    @Test
    void theReadOutMovesIntoTheLoop() {
        String plan = org.rnnc.processor.schedule.Planner.plan(
                        spec("Own", ", sampling = 0.4"), new org.rnnc.processor.layout.PlainTarget().budget())
                .explain();
        String window = plan.substring(plan.indexOf("==== window"));
        String forward = window.substring(0, window.indexOf("-- backward"));
        String loop = forward.substring(forward.indexOf("step by step"), forward.indexOf("for all steps"));
        assertTrue(loop.contains("likeliest of") && loop.contains("ofToken of") && loop.contains("(dense2.W)"), loop);
        // What flows back goes through no choice.
        String back = window.substring(window.indexOf("step by step, from the last"));
        assertFalse(back.substring(0, back.indexOf("\nfor ")).contains("dense2"), back);
    }
}
