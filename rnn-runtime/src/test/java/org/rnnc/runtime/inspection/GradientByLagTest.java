// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.inspection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rnnc.runtime.generated.DoubleBlock;
import org.rnnc.runtime.tensor.Tensor;

/** Norms of a gradient by the distance from the end. */
class GradientByLagTest {
    /** Three steps of two sequences of vectors (3 a, 4 a), whose norm is 5 a. */
    private static final double[] SCALES = {1, 10, 2, 20, 4, 40};

    private final double[][] rows = new double[6][8];
    private final Tensor gradient =
            Tensor.of("d h", new int[] {3, 2, 2}, null, new DoubleBlock(rows, 0, 0, 6, 2, false));

    GradientByLagTest() {
        for (int i = 0; i < SCALES.length; i++) {
            rows[i][0] = 3 * SCALES[i];
            rows[i][1] = -4 * SCALES[i];
        }
    }

    @Test
    void meansOverSequences() {
        GradientByLag byLag = GradientByLag.fromLastStep(gradient);
        byLag.add(null);
        assertArrayEquals(new double[] {110, 55, 27.5}, byLag.norms());
        assertEquals(0.5, byLag.ratio());
    }

    @Test
    void aShortSequenceEndsBefore() {
        GradientByLag byLag = GradientByLag.fromLastStep(gradient);
        byLag.add(new int[] {1, 3});
        assertArrayEquals(new double[] {(5 + 200) / 2.0, 100, 50}, byLag.norms());
        byLag.clear();
        byLag.add(new int[] {2, 0});
        assertArrayEquals(new double[] {10, 5}, byLag.norms());
    }

    @Test
    void aStateThatRunsBackEndsAtTheFirstStep() {
        GradientByLag byLag = GradientByLag.fromFirstStep(gradient);
        byLag.add(new int[] {3, 1});
        assertArrayEquals(new double[] {27.5, 10, 20}, byLag.norms());
    }

    @Test
    void meansOverWindows() {
        GradientByLag byLag = GradientByLag.fromLastStep(gradient);
        byLag.add(null);
        for (double[] row : rows) {
            row[0] = 0;
            row[1] = 0;
        }
        byLag.add(null);
        assertArrayEquals(new double[] {55, 27.5, 13.75}, byLag.norms());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        GradientByLag byLag = GradientByLag.fromLastStep(gradient);
        assertThrows(IllegalArgumentException.class, () -> byLag.add(new int[] {1}));
        assertThrows(IllegalArgumentException.class, () -> byLag.add(new int[] {1, 4}));
        assertThrows(IllegalArgumentException.class, () -> byLag.add(new int[] {-1, 2}));
        assertEquals(0, byLag.norms().length);
        assertTrue(Double.isNaN(byLag.ratio()));
        Tensor flat = Tensor.of("h", new int[] {6, 2}, null, new DoubleBlock(rows, 0, 0, 6, 2, false));
        assertThrows(IllegalArgumentException.class, () -> GradientByLag.fromLastStep(flat));
    }
}
