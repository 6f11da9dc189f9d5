// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ArrangedBlockTest {
    @Test
    void aBlockShowsRowsInLogicalOrderAndZerosForNone() {
        FloatBlock storage = new FloatBlock(new float[][] {{1, 2, 9}, {3, 4, 9}, {5, 6, 9}}, 0, 0, 3, 2, false);
        int[] rowOf = {2, 0, -1, 1};
        ArrangedBlock block = new ArrangedBlock(storage, rowOf);
        assertEquals(4, block.rows());
        assertEquals(2, block.columns());
        assertEquals(storage.precision(), block.precision());
        assertEquals(6, block.get(0, 1));
        assertEquals(0, block.get(2, 1));
        float[] narrow = new float[9];
        block.read(narrow, 1);
        assertArrayEquals(new float[] {0, 5, 6, 1, 2, 0, 0, 3, 4}, narrow);
        double[] wide = new double[8];
        block.read(wide, 0);
        assertArrayEquals(new double[] {5, 6, 1, 2, 0, 0, 3, 4}, wide);
        rowOf[2] = 1;
        assertEquals(4, block.get(2, 1), "the order is live");
        assertThrows(UnsupportedOperationException.class, () -> block.write(narrow, 0));
        assertThrows(UnsupportedOperationException.class, () -> block.write(wide, 0));
        assertThrows(NullPointerException.class, () -> new ArrangedBlock(null, rowOf));
        assertThrows(NullPointerException.class, () -> new ArrangedBlock(storage, null));
    }
}
