// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class WindowsTest {
    @Test
    void targetsAreOneCharacterFurtherOn() {
        Windows windows = new Windows(new int[] {1, 2, 3, 4, 5, 6, 7, 8}, 3);
        assertEquals(2, windows.count());
        windows.go(1);
        assertArrayEquals(new int[] {4, 5, 6}, windows.inputs());
        assertArrayEquals(new int[] {5, 6, 7}, windows.targets());
    }

    @Test
    void aTextNeedsOneWindowAndTheCharacterAfterIt() {
        assertEquals(1, new Windows(new int[4], 3).count());
        assertThrows(IllegalArgumentException.class, () -> new Windows(new int[3], 3));
    }
}
