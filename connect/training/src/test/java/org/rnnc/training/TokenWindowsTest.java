// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.ModelInfo;

class TokenWindowsTest {
    private static final DataSpec TOKEN = new DataSpec("x", DataSpec.Kind.TOKEN, 50, true);
    private static final DataSpec VECTOR = new DataSpec("x", DataSpec.Kind.VECTOR, 50, true);
    private static final DataSpec ONE = new DataSpec("x", DataSpec.Kind.TOKEN, 50, false);

    private static ModelInfo info(int window, int batch, DataSpec input, DataSpec... targets) {
        return new ModelInfo(
                "M", "f", Precision.FLOAT, "plain", window, batch, List.of(input), List.of(), List.of(targets), false);
    }

    private static int[] counting(int length) {
        return IntStream.range(0, length).toArray();
    }

    @Test
    void targetsAreOneTokenFurtherOn() {
        TokenWindows windows = new TokenWindows(info(3, 1, TOKEN, TOKEN), counting(9));
        assertEquals(2, windows.windows());
        Batch data = windows.batch(1);
        assertArrayEquals(new int[] {3, 4, 5}, (int[]) data.input(0));
        assertArrayEquals(new int[] {4, 5, 6}, (int[]) data.target(0));
        assertSame(data, windows.batch(0));
        assertArrayEquals(new int[] {0, 1, 2}, (int[]) data.input(0));
        assertNull(data.lengths());
        assertThrows(IndexOutOfBoundsException.class, () -> windows.batch(2));
        assertThrows(IndexOutOfBoundsException.class, () -> windows.batch(-1));
    }

    @Test
    void partsLieSideBySideAndGoOn() {
        TokenWindows windows = new TokenWindows(info(2, 3, TOKEN, TOKEN), counting(14));
        assertEquals(2, windows.windows());
        assertArrayEquals(new int[] {0, 4, 8, 1, 5, 9}, (int[]) windows.batch(0).input(0));
        assertArrayEquals(
                new int[] {2, 6, 10, 3, 7, 11}, (int[]) windows.batch(1).input(0));
        assertArrayEquals(
                new int[] {3, 7, 11, 4, 8, 12}, (int[]) windows.batch(1).target(0));
    }

    @Test
    void shortTextsAreRefused() {
        ModelInfo info = info(3, 2, TOKEN, TOKEN);
        assertEquals(7, TokenWindows.leastTokens(info));
        assertEquals(1, new TokenWindows(info, counting(7)).windows());
        Exception e = assertThrows(IllegalArgumentException.class, () -> new TokenWindows(info, counting(6)));
        assertEquals("a text of 6 tokens is too short: 2 x 3 steps and the token after them take 7", e.getMessage());
        assertThrows(ArithmeticException.class, () -> TokenWindows.leastTokens(info(1 << 20, 1 << 20, TOKEN, TOKEN)));
    }

    @Test
    void otherModelsAreRefused() {
        for (ModelInfo info : List.of(
                info(3, 1, VECTOR, TOKEN), info(3, 1, TOKEN, VECTOR), info(3, 1, TOKEN, ONE), info(3, 1, TOKEN))) {
            Exception e = assertThrows(IllegalArgumentException.class, () -> new TokenWindows(info, counting(9)));
            assertEquals(
                    "model M does not take one token per step and predict one: its inputs are " + info.inputs()
                            + ", its targets " + info.targets(),
                    e.getMessage());
        }
    }
}
