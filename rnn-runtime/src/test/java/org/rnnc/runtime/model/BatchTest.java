// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.rnnc.runtime.annotation.Precision;

class BatchTest {
    /** An input and a target of the same name. */
    private static final ModelInfo INFO = new ModelInfo(
            "Net",
            "f",
            Precision.FLOAT,
            "plain",
            3,
            2,
            List.of(
                    new DataSpec("x", DataSpec.Kind.VECTOR, 4, true),
                    new DataSpec("place", DataSpec.Kind.TOKEN, 9, false)),
            List.of(new DataSpec("x", DataSpec.Kind.VECTOR, 5, true)),
            List.of(new DataSpec("x", DataSpec.Kind.TOKEN, 5, true)),
            false);

    @Test
    void arraysAreKeptByName() {
        float[] x = new float[24];
        int[] place = new int[2];
        int[] next = new int[6];
        Batch batch = new Batch(INFO);
        assertNull(batch.input("x"));
        assertSame(batch, batch.target("x", next).input("x", x).input("place", place));
        assertSame(x, batch.input("x"));
        assertSame(x, batch.input(0));
        assertSame(place, batch.input("place"));
        assertSame(next, batch.target("x"));
        assertSame(next, batch.target(0));
        assertSame(x, Batch.of(INFO, x, place, next).input(0));
    }

    @Test
    void zerosHaveTheSizesOfAWindow() {
        Batch batch = Batch.zeros(INFO);
        assertArrayEquals(new float[24], (float[]) batch.input(0));
        assertArrayEquals(new int[2], (int[]) batch.input(1));
        assertArrayEquals(new int[6], (int[]) batch.target(0));
        assertNull(batch.lengths());
        assertNull(batch.ids());
    }

    @Test
    void wrongDataChangeNothing() {
        Batch batch = Batch.zeros(INFO).lengths(new int[] {3, 0}).ids(new long[] {7, -1});
        Object before = batch.input(0);
        refused(
                "input x: expected float[] of length 24, [3][2][4], found length 23",
                () -> batch.input("x", new float[23]));
        refused(
                "input x: expected float[] of length 24, [3][2][4], found double[]",
                () -> batch.input("x", new double[24]));
        refused(
                "target x: expected int[] of length 6, [3][2], found null",
                () -> Batch.of(INFO, new float[24], new int[2], null));
        refused("input place: expected int[] of length 2, [2], found length 3", () -> batch.input("place", new int[3]));
        refused("there is no input \"y\". There are: x, place", () -> batch.input("y"));
        refused("there is no target \"place\". There are: x", () -> batch.target("place", new int[2]));
        refused("data: expected 3 arrays, found 1", () -> Batch.of(INFO, new float[24]));
        refused("lengths: sequence 1 has length 4, expected 0 to 3", () -> batch.lengths(new int[] {3, 4}));
        refused("lengths: expected length 2 ([2]), found length 1", () -> batch.lengths(new int[1]));
        refused("ids: expected length 2, found length 3", () -> batch.ids(new long[3]));
        assertSame(before, batch.input(0));
        assertArrayEquals(new int[] {3, 0}, batch.lengths());
        assertArrayEquals(new long[] {7, -1}, batch.ids());
        assertNull(batch.lengths(null).lengths());
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
