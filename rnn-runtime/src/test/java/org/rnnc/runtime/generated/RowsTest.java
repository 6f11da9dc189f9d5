// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that take turns: which of them are one. */
class RowsTest {
    @ParameterizedTest
    @CsvSource({"1, 2", "2, 2", "7, 2", "12, 4", "5, 8"})
    void rowsTakeTurns(int rows, int turn) {
        check(Rows.floats(rows, turn, 8), rows, turn);
        check(Rows.doubles(rows, turn, 8), rows, turn);
        Arrays.stream(Rows.floats(rows, turn, 100)).forEach(row -> assertTrue(row.length >= 100));
    }

    private static void check(Object[] all, int rows, int turn) {
        assertEquals(rows, all.length);
        for (int i = turn; i < rows; i++) {
            assertSame(all[i - turn], all[i]);
        }
        Set<Object> different = Collections.newSetFromMap(new IdentityHashMap<>());
        different.addAll(Arrays.asList(all));
        assertEquals(Math.min(rows, turn), different.size());
    }
}
