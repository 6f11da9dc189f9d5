// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Table TABLE =
            Table.ofRows(List.of("a", "b"), new double[][] {{1, 10}, {2, 20}, {3, 30}, {4, 40}});

    @Test
    void isTheSameOfRowsOfColumnsAndOfAStream() throws IOException {
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("a", new double[] {1, 2, 3, 4});
        columns.put("b", new double[] {10, 20, 30, 40});
        Table streamed = Table.read(RowSource.of(List.of("a", "b"), TableTest::rows));
        for (Table table : List.of(TABLE, Table.ofColumns(columns), streamed)) {
            assertEquals("4 rows of a, b", table.toString());
            assertArrayEquals(new double[] {10, 20, 30, 40}, table.column("b"));
            assertEquals(3, table.get(2, "a"));
        }
        assertSame(TABLE, Table.read(TABLE));
    }

    /** The same array for each row, as a reader may have it. */
    private static Iterator<double[]> rows() {
        double[] row = new double[2];
        return IntStream.rangeClosed(1, 4)
                .mapToObj(i -> {
                    row[0] = i;
                    row[1] = 10 * i;
                    return row;
                })
                .iterator();
    }

    @Test
    void partsShareTheNumbers() {
        Table part = TABLE.slice(1, 4).slice(1, 2);
        assertEquals(1, part.rows());
        assertEquals(30, part.get(0, "b"));
        assertArrayEquals(new double[] {20, 30}, TABLE.select("b").slice(1, 3).column("b"));
        assertThrows(IndexOutOfBoundsException.class, () -> part.get(1, "a"));
        assertThrows(IndexOutOfBoundsException.class, () -> part.slice(0, 2));
    }

    @Test
    void manyRowsFit() throws IOException {
        int count = 10_000;
        Table table = Table.read(RowSource.of(
                List.of("n"),
                () -> IntStream.range(0, count).mapToObj(i -> new double[] {i}).iterator()));
        assertEquals(count, table.rows());
        assertEquals(count - 1, table.get(count - 1, "n"));
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        refused("there is no column", () -> Table.ofRows(List.of(), new double[0][]));
        refused("two columns are called \"a\"", () -> Table.ofRows(List.of("a", "a"), new double[0][]));
        refused(
                "a column's name must be one line of text, found \"a\nb\"",
                () -> Table.ofRows(List.of("a\nb"), new double[0][]));
        refused(
                "row 1: expected 2 numbers, one for each of a, b, found 1",
                () -> Table.ofRows(List.of("a", "b"), new double[][] {{1, 2}, {3}}));
        refused(
                "row 1, column b: NaN is not a finite number",
                () -> Table.ofRows(List.of("a", "b"), new double[][] {{1, 2}, {3, Double.NaN}}));
        refused("there is no column \"bb\". There are: a, b; did you mean \"b\"?", () -> TABLE.column("bb"));
        Map<String, double[]> columns = new LinkedHashMap<>(Map.of("a", new double[2]));
        columns.put("b", new double[3]);
        refused("column a has 2 rows, column b has 3", () -> Table.ofColumns(columns));
        RowSource broken = RowSource.of(
                List.of("a"),
                () -> List.of(new double[] {1}, new double[] {1, 2}).iterator());
        refused("row 1: expected 1 numbers, one for each of a, found 2", () -> Table.read(broken));
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
