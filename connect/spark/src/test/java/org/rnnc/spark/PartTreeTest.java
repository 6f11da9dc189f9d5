// SPDX-License-Identifier: Apache-2.0
package org.rnnc.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartTreeTest {
    /** Losses whose sum shows the order in which they were added. */
    private static Partial part(int i) {
        return new Partial(i, i + 1, Math.pow(1.37, i % 23) * (i % 3 - 1.1), new Numbers[] {});
    }

    private static List<Partial> dealtOut(int parts, Random random) {
        List<Partial> nodes = new ArrayList<>();
        for (int from = 0; from < parts; ) {
            int end = Math.min(parts, from + 1 + random.nextInt(parts));
            List<Partial> own = PartTree.nodes(parts, from, end, PartTreeTest::part);
            assertTrue(own.size() <= 2 * (Integer.SIZE - Integer.numberOfLeadingZeros(parts)), own.size() + " nodes");
            nodes.addAll(own);
            from = end;
        }
        Collections.shuffle(nodes, random);
        return nodes;
    }

    @Test
    void theSumDoesNotDependOnWhoHasAddedWhat() {
        Random random = new Random(1);
        for (int parts : new int[] {1, 2, 3, 7, 8, 37, 64, 100}) {
            Partial whole = PartTree.root(parts, PartTree.nodes(parts, 0, parts, PartTreeTest::part));
            assertEquals(0, whole.from());
            assertEquals(parts, whole.end());
            for (int turn = 0; turn < 20; turn++) {
                assertEquals(
                        whole.loss(),
                        PartTree.root(parts, dealtOut(parts, random)).loss());
            }
        }
    }

    @Test
    void aPartThatIsMissingIsTold() {
        List<Partial> nodes = new ArrayList<>(PartTree.nodes(8, 0, 3, PartTreeTest::part));
        nodes.addAll(PartTree.nodes(8, 4, 8, PartTreeTest::part));
        String message = assertThrows(IllegalStateException.class, () -> PartTree.root(8, nodes))
                .getMessage();
        assertEquals("part 3 has come from nowhere", message);
    }
}
