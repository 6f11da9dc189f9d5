// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rnnc.fixtures.FakeModel;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.generated.DoubleBlock;
import org.rnnc.runtime.generated.FloatBlock;

class TensorTest {
    private static final double[] TWELVE = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

    @ParameterizedTest
    @EnumSource
    void stackedTransposedBlocksReadAsOneMatrix(Precision precision) {
        FakeModel model = FakeModel.of(precision);
        Tensor weight = model.parameter("rnn.weight");
        weight.write(TWELVE);
        assertArrayEquals(TWELVE, weight.toArray());
        float[] floats = new float[12];
        weight.read(floats);
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, floats);
        assertEquals(6, weight.get(1, 2));
        assertEquals(10, weight.get(3, 0));
        // The second gate's element (1, 2) lies in storage row 3 + 2 at element 1 + 1.
        assertEquals(12, precision == Precision.FLOAT ? model.floats[5][2] : model.doubles[5][2]);
        assertEquals(0, precision == Precision.FLOAT ? model.floats[5][3] : model.doubles[5][3]);
        weight.write(new float[12]);
        assertArrayEquals(new double[12], weight.toArray());
        assertEquals(2, model.refreshes);
        assertEquals("rnn.weight[4][3] " + precision.name().toLowerCase(Locale.ROOT), weight.toString());
        assertEquals(14, model.parameterCount());
    }

    @Test
    void plainBlocksCopyBothWaysInEveryType() {
        Block[] blocks = {
            new FloatBlock(new float[3][6], 1, 2, 2, 3, false),
            new FloatBlock(new float[5][6], 1, 2, 2, 3, true),
            new DoubleBlock(new double[3][6], 1, 2, 2, 3, false),
            new DoubleBlock(new double[5][6], 1, 2, 2, 3, true)
        };
        for (Block block : blocks) {
            block.write(new float[] {9, 1, 2, 3, 4, 5, 6}, 1);
            double[] doubles = new double[7];
            block.read(doubles, 1);
            assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5, 6}, doubles);
            block.write(new double[] {9, 6, 5, 4, 3, 2, 1}, 1);
            float[] floats = new float[7];
            block.read(floats, 1);
            assertArrayEquals(new float[] {0, 6, 5, 4, 3, 2, 1}, floats);
            assertEquals(4, block.get(0, 2));
        }
    }

    @Test
    void blocksOutsideTheirStorageAreRefused() {
        float[][] storage = new float[3][4];
        assertThrows(IllegalArgumentException.class, () -> new FloatBlock(storage, 1, 0, 3, 4, false));
        assertThrows(IllegalArgumentException.class, () -> new FloatBlock(storage, 0, 1, 3, 4, false));
        assertThrows(IllegalArgumentException.class, () -> new FloatBlock(storage, 0, 0, 3, 4, true));
        assertThrows(IllegalArgumentException.class, () -> new FloatBlock(storage, 0, 0, 0, 4, false));
        assertThrows(IllegalArgumentException.class, () -> new FloatBlock(storage, -1, 0, 1, 1, false));
    }

    @Test
    void wrongLengthNamesTensorLengthsAndShape() {
        Tensor weight = FakeModel.of(Precision.FLOAT).parameter("rnn.weight");
        String expected = "tensor rnn.weight: expected length 12 (shape [4][3]), found length 11";
        assertMessage(expected, () -> weight.write(new float[11]));
        assertMessage(expected, () -> weight.write(new double[11]));
        assertMessage(expected, () -> weight.read(new float[11]));
        assertMessage(expected, () -> weight.read(new double[11]));
        assertMessage("tensor rnn.weight has 2 dimensions ([4][3]), the index has 1", () -> weight.get(1));
        assertThrows(IndexOutOfBoundsException.class, () -> weight.get(1, 3));
    }

    @Test
    void readOnlyTensorsRefuseWrites() {
        Block block = new FloatBlock(new float[1][4], 0, 0, 1, 4, false);
        Tensor tensor = Tensor.of("g", new int[] {4}, null, block);
        assertThrows(UnsupportedOperationException.class, () -> tensor.write(new float[4]));
    }

    @Test
    void blocksMustMakeTheShape() {
        Block block = new FloatBlock(new float[1][4], 0, 0, 1, 4, false);
        Block other = new DoubleBlock(new double[1][4], 0, 0, 1, 4, false);
        assertMessage(
                "tensor g: blocks of 4 elements do not make shape [5]",
                () -> Tensor.of("g", new int[] {5}, null, block));
        assertThrows(IllegalArgumentException.class, () -> Tensor.of("g", new int[] {8}, null, block, other));
        assertThrows(IllegalArgumentException.class, () -> Tensor.of("g", new int[] {0}, null));
    }

    @Test
    void writingSeveralChecksFirstAndRefreshesOnce() {
        FakeModel model = FakeModel.of(Precision.FLOAT);
        Map<Tensor, double[]> values = new LinkedHashMap<>();
        values.put(model.parameter("rnn.weight"), TWELVE);
        values.put(model.parameter("rnn.bias"), new double[3]);
        assertThrows(IllegalArgumentException.class, () -> Tensors.write(values));
        assertEquals(0, model.parameter("rnn.weight").get(0, 0));
        values.put(model.parameter("rnn.bias"), new double[2]);
        Tensors.write(values);
        assertEquals(1, model.parameter("rnn.weight").get(0, 0));
        assertEquals(1, model.refreshes);
    }

    @Test
    void unknownParameterIsAnsweredWithTheNamesThereAre() {
        assertMessage(
                "model Fake has no parameter \"rnn.bais\", did you mean \"rnn.bias\"? There are: rnn.weight, rnn.bias",
                () -> FakeModel.of(Precision.FLOAT).parameter("rnn.bais"));
    }

    private static void assertMessage(String message, Executable executable) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, executable).getMessage());
    }
}
