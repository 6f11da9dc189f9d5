// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ArgumentsTest {
    @Test
    void rightArgumentsPass() {
        float[] values = {1, Float.POSITIVE_INFINITY};
        assertSame(values, Arguments.floats("x", values, 2, "[2]"));
        assertDoesNotThrow(() -> Arguments.noNaN("x", values));
        assertDoesNotThrow(() -> Arguments.tokens("x", new int[] {0, 4}, 5));
        assertDoesNotThrow(() -> Arguments.count("inputs", new Object[2], 2));
        assertDoesNotThrow(() -> Arguments.owner("state", true, null, "Fake.State"));
    }

    @Test
    void wrongArgumentsAreNamed() {
        assertMessage(
                "x: expected length 6 ([2][3]), found length 5",
                () -> Arguments.floats("x", new float[5], 6, "[2][3]"));
        assertMessage("x: expected float[6], found double[]", () -> Arguments.floats("x", new double[6], 6, "[6]"));
        assertMessage("x: expected int[6], found null", () -> Arguments.ints("x", null, 6, "[6]"));
        assertMessage("x: expected double[6], found null", () -> Arguments.length("x", (double[]) null, 6, "[6]"));
        assertMessage("x: NaN at index 1 of 2", () -> Arguments.noNaN("x", new float[] {0, Float.NaN}));
        assertMessage("x: NaN at index 0 of 1", () -> Arguments.noNaN("x", new double[] {Double.NaN}));
        assertMessage("x: token 5 is out of range, expected 0 to 4", () -> Arguments.token("x", 5, 5));
        assertMessage(
                "x: token -1 at index 1 is out of range, expected 0 to 4",
                () -> Arguments.tokens("x", new int[] {0, -1}, 5));
        assertMessage("data: expected 2 arrays, found 1", () -> Arguments.count("data", new Object[1], 2));
        assertMessage("data: expected 2 arrays, found null", () -> Arguments.count("data", null, 2));
        assertMessage(
                "state: expected one of Fake.State, found java.lang.String",
                () -> Arguments.owner("state", false, "", "Fake.State"));
    }

    @Test
    void rowsCopyBothWaysAndLeavePadding() {
        float[][] floats = Rows.floats(2, 4);
        floats[0][3] = 7;
        Rows.fill(new float[] {1, 2, 3, 4, 5, 6}, 3, floats);
        // Behind the end there is room for what a vector reads.
        assertArrayEquals(new float[] {1, 2, 3, 7, 0, 0, 0, 0, 0, 0, 0, 0}, floats[0]);
        float[] flat = new float[6];
        Rows.read(floats, 3, flat);
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, flat);
        double[][] doubles = Rows.doubles(1, 2);
        Rows.fill(new double[] {8}, 1, doubles);
        double[] back = new double[1];
        Rows.read(doubles, 1, back);
        assertArrayEquals(new double[] {8}, back);
    }

    @Test
    void generatedCodeOfAnotherVersionIsRefused() {
        assertDoesNotThrow(() -> Abi.check(Abi.VERSION, "Fake"));
        Error error = assertThrows(IncompatibleClassChangeError.class, () -> Abi.check(Abi.VERSION + 1, "Fake"));
        assertTrue(error.getMessage().contains("update rnn-runtime"), error.getMessage());
        error = assertThrows(IncompatibleClassChangeError.class, () -> Abi.check(Abi.VERSION - 1, "Fake"));
        assertTrue(error.getMessage().contains("compile it again"), error.getMessage());
    }

    @Test
    void probingFusedMultiplyAddIsQuick() {
        long begin = System.nanoTime();
        FusedMultiplyAdd.isFast();
        assertTrue(System.nanoTime() - begin < 2_000_000_000L);
    }

    private static void assertMessage(String message, Executable executable) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, executable).getMessage());
    }

    /** Two sequences of three steps, of which one and two exist. */
    @Test
    void whatLiesBehindAnEndIsNotLookedAt() {
        int[] lengths = {1, 2};
        int[] tokens = {0, 1, -7, 2, 99, 99};
        assertDoesNotThrow(() -> Arguments.tokens("x", tokens, 5, lengths));
        assertMessage(
                "x: token -7 at index 2 is out of range, expected 0 to 4",
                () -> Arguments.tokens("x", tokens, 5, null));
        tokens[3] = 5;
        assertMessage(
                "x: token 5 at index 3 is out of range, expected 0 to 4",
                () -> Arguments.tokens("x", tokens, 5, lengths));
        float none = Float.NaN;
        float[] floats = {0, 0, 0, 0, none, none, 0, 0, none, none, none, none};
        assertDoesNotThrow(() -> Arguments.noNaN("x", floats, 2, lengths));
        assertMessage("x: NaN at index 4 of 12", () -> Arguments.noNaN("x", floats, 2, null));
        floats[7] = none;
        assertMessage("x: NaN at index 7 of 12", () -> Arguments.noNaN("x", floats, 2, lengths));
        double[] doubles = {none, 0, none, 0, none, none};
        assertMessage("x: NaN at index 0 of 6", () -> Arguments.noNaN("x", doubles, 1, lengths));
        doubles[0] = 1;
        assertDoesNotThrow(() -> Arguments.noNaN("x", doubles, 1, lengths));
        doubles[3] = none;
        assertMessage("x: NaN at index 3 of 6", () -> Arguments.noNaN("x", doubles, 1, lengths));
        assertDoesNotThrow(() -> Arguments.noNaN("x", doubles, 1, new int[] {0, 0}));
    }
}
