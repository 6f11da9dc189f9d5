// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.ModelInfo;

class SequencesTest {
    private static final ModelInfo INFO = Infos.of(3, 2, false, List.of(Infos.DAY), Infos.LABEL);
    private static final int[] LABELS = {4, 3};

    /** Sequence, step and element as digits. */
    private static final float[][][] BY_SEQUENCE = {
        {{111, 112}, {121, 122}, {131, 132}}, {{211, 212}, {221, 222}, {231, 232}}
    };

    private static final double[] STEP_MAJOR = {111, 112, 211, 212, 121, 122, 221, 222, 131, 132, 231, 232};
    private static final float[] WANTED = {111, 112, 211, 212, 121, 122, 221, 222, 131, 132, 231, 232};

    @Test
    void eitherOrderGivesTheSameBatch() {
        double[][][] byStep = {{{111, 112}, {211, 212}}, {{121, 122}, {221, 222}}, {{131, 132}, {231, 232}}};
        float[] flat = {111, 112, 121, 122, 131, 132, 211, 212, 221, 222, 231, 232};
        for (Sequences sequences : List.of(
                Sequences.ofBatchMajor(INFO, 2, 3, BY_SEQUENCE, LABELS),
                Sequences.ofBatchMajor(INFO, 2, 3, flat, LABELS),
                Sequences.ofStepMajor(INFO, 3, 2, byStep, LABELS),
                Sequences.ofStepMajor(INFO, 3, 2, STEP_MAJOR, LABELS))) {
            Batch batch = Batches.of(INFO, sequences).batch(0);
            assertArrayEquals(WANTED, (float[]) batch.input("day"));
            assertArrayEquals(LABELS, (int[]) batch.target("label"));
            assertArrayEquals(new int[] {3, 3}, batch.lengths());
        }
    }

    @Test
    void oneOrderIsNotTakenForTheOther() {
        refused(
                "input day: expected numbers [steps][sequences][size] = [3][2][2], 12 in all, found [2][3][2], which is"
                        + " [sequences][steps]: ofBatchMajor takes it",
                () -> Sequences.ofStepMajor(INFO, 3, 2, BY_SEQUENCE, LABELS));
        refused(
                "input day: expected numbers [sequences][steps][size] = [3][2][2], 12 in all, found [2][3][2], which is"
                        + " [steps][sequences]: ofStepMajor takes it",
                () -> Sequences.ofBatchMajor(INFO, 3, 2, BY_SEQUENCE, new int[3]));
        refused(
                "a sequence of 9 steps: model M is trained on windows of 0 to 3; if these are 9 sequences of 2 steps,"
                        + " ofStepMajor takes them",
                () -> Sequences.ofBatchMajor(INFO, 2, 9, new float[36], LABELS));
    }

    @Test
    void aVectorOfOneNeedsNoArrayOfItsOwn() {
        ModelInfo one = Infos.of(3, 2, false, List.of(Infos.KIND), Infos.TOMORROW);
        float[][] numbers = {{1, 2, 3}, {4, 5, 6}};
        Batch batch = Batches.of(one, Sequences.ofBatchMajor(one, 2, 3, new int[][] {{0, 1, 2}, {3, 4, 0}}, numbers))
                .batch(0);
        assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, (float[]) batch.target(0));
        assertArrayEquals(new int[] {0, 3, 1, 4, 2, 0}, (int[]) batch.input(0));
        float[][][] deeper = {{{1}, {2}, {3}}, {{4}, {5}, {6}}};
        Batches.of(one, Sequences.ofBatchMajor(one, 2, 3, new int[6], deeper)).batch(0);
        assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, (float[]) batch.target(0));
    }

    @Test
    void saysWhatIsWrong() {
        refused(
                "data: expected 2 arrays, for day, label, found 1",
                () -> Sequences.of(INFO).add(1, new float[2]));
        refused(
                "input day: expected numbers [sequences][steps][size] = [1][2][2], 4 in all, found length 3",
                () -> Sequences.of(INFO).add(2, new float[3], new int[1]));
        refused(
                "input day: expected numbers [sequences][steps][size] = [1][2][2], 4 in all, found int[]",
                () -> Sequences.of(INFO).add(2, new int[4], new int[1]));
        refused(
                "target label: expected tokens [sequences] = [1], 1 in all, found null",
                () -> Sequences.of(INFO).add(2, new double[4], null));
        refused(
                "input day: expected numbers [sequences][steps][size] = [2][2][2], 8 in all, found parts of shapes [2][2]"
                        + " and [1][2]; sequences of different lengths are given one by one: add(steps, ...)",
                () -> Sequences.ofBatchMajor(INFO, 2, 2, new float[][][] {new float[2][2], new float[1][2]}, LABELS));
        refused(
                "a sequence of 4 steps: model M is trained on windows of 0 to 3",
                () -> Sequences.of(INFO).add(4, new float[8], new int[1]));
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
