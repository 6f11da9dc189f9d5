// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated.order;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lengths of sequences, and rows to look at. */
public final class SampleRows {
    private SampleRows() {}

    public static final int STEPS = 4;

    public static Stream<int[]> lengths() {
        return Stream.of(
                new int[] {4, 4, 4},
                new int[] {1, 4, 2, 4},
                new int[] {0, 3, 0, 1},
                new int[] {0, 0},
                new int[] {2},
                new int[] {0},
                new int[] {1, 2, 3, 4, 0},
                new int[] {3, 3, 1, 1});
    }

    public static PackedSequences arranged(int[] lengths) {
        PackedSequences order = new PackedSequences(STEPS, lengths.length);
        order.set(lengths);
        return order;
    }

    /** Rows, each told apart by its only number. */
    public static double[][] rows(int count, int from) {
        return IntStream.range(0, count).mapToObj(i -> new double[] {from + i}).toArray(double[][]::new);
    }

    public static int row(PackedSequences order, int batch, int step, int sequence) {
        return order.rowOf()[step * batch + sequence];
    }
}
