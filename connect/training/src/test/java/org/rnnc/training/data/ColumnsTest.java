// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.text.Vocabulary;

class ColumnsTest {
    /** Row r is r, r + 100, r mod 5. */
    private static Table rows(int count) {
        return Table.ofRows(
                List.of("a", "b", "kind"),
                IntStream.range(0, count)
                        .mapToObj(r -> new double[] {r, r + 100, r % 5})
                        .toArray(double[][]::new));
    }

    private static RowSource stream(Table table) {
        return new RowSource() {
            @Override
            public List<String> columns() {
                return table.columns();
            }

            @Override
            public RowReader open() {
                return table.open();
            }
        };
    }

    @Test
    void targetsPerStepAreRowsAhead() throws IOException {
        ModelInfo info = Infos.of(3, 1, false, List.of(Infos.DAY, Infos.KIND), Infos.TOMORROW);
        Examples windows = Columns.of(info)
                .input("day", "b", "a")
                .target("tomorrow", 2, "a")
                .windows(rows(9));
        assertEquals(2, windows.count(), "rows 0 to 4, 3 to 7; what begins at row 6 has no target at its end");
        assertTrue(windows.areConsecutive());
        Batch batch = Batches.of(info, windows).batch(1);
        assertArrayEquals(new float[] {103, 3, 104, 4, 105, 5}, (float[]) batch.input("day"));
        assertArrayEquals(new int[] {3, 4, 0}, (int[]) batch.input("kind"), "the column of its own name");
        assertArrayEquals(new float[] {5, 6, 7}, (float[]) batch.target("tomorrow"));
    }

    @Test
    void aTargetPerSequenceIsAheadOfTheLastRow() throws IOException {
        ModelInfo info = Infos.of(3, 2, false, List.of(Infos.DAY), Infos.LAST);
        Examples windows =
                Columns.of(info).input("day", "a", "b").target("last", 1, "b").windows(rows(9));
        assertEquals(6, windows.count(), "one begins at every row");
        assertFalse(windows.areConsecutive());
        assertArrayEquals(new float[] {105, 106}, (float[])
                Batches.of(info, windows).batch(1).target("last"));
        Examples sparse = Columns.of(info)
                .input("day", "a", "b")
                .target("last", 1, "b")
                .every(4)
                .windows(rows(9));
        assertEquals(2, sparse.count());
        assertArrayEquals(new float[] {103, 107}, (float[])
                Batches.of(info, sparse).batch(0).target("last"));
    }

    /** The same windows, whether rows are in memory or read as they come; of a stream each reader keeps a window's rows. */
    @Test
    void aStreamGivesTheSameWindows() throws IOException {
        for (boolean carries : new boolean[] {false, true}) {
            ModelInfo info = Infos.of(4, 3, carries, List.of(Infos.DAY, Infos.KIND), Infos.TOMORROW);
            Columns columns = Columns.of(info).input("day", "a", "b").target("tomorrow", 1, "b");
            Batches inMemory = Batches.of(info, columns.windows(rows(75)));
            try (Batches streamed = Batches.of(info, columns.windows(stream(rows(75))))) {
                assertEquals(inMemory.windows(), streamed.windows());
                for (int epoch = 0; epoch < 2; epoch++) {
                    for (int window = 0; window < inMemory.windows(); window++) {
                        same(inMemory.batch(window), streamed.batch(window));
                    }
                }
                same(inMemory.batch(2), streamed.batch(2));
            }
        }
    }

    private static void same(Batch expected, Batch found) {
        assertArrayEquals((float[]) expected.input(0), (float[]) found.input(0));
        assertArrayEquals((int[]) expected.input(1), (int[]) found.input(1));
        assertArrayEquals((float[]) expected.target(0), (float[]) found.target(0));
        assertArrayEquals(expected.lengths(), found.lengths());
        assertArrayEquals(expected.ids(), found.ids());
    }

    /** 3 readers for 3 sequences of a batch, and each row read once by one of them in an epoch, but for those in between. */
    @Test
    void aStreamIsReadOnce() throws IOException {
        ModelInfo info = Infos.of(4, 3, true, List.of(Infos.KIND), Infos.TOMORROW);
        List<String> events = new ArrayList<>();
        Table table = rows(75);
        RowSource counting = new RowSource() {
            @Override
            public List<String> columns() {
                return table.columns();
            }

            @Override
            public RowReader open() {
                events.add("open");
                RowReader reader = table.open();
                return new RowReader() {
                    @Override
                    public boolean next(double[] row) throws IOException {
                        return reader.next(row);
                    }

                    @Override
                    public void close() {
                        events.add("close");
                    }
                };
            }
        };
        Examples windows = Columns.of(info).target("tomorrow", 1, "b").windows(counting);
        assertEquals(List.of("open", "close"), events, "counted");
        Batches batches = Batches.of(info, windows);
        for (int window = 0; window < batches.windows(); window++) {
            batches.batch(window);
        }
        assertEquals(4, events.stream().filter("open"::equals).count());
        batches.close();
        assertEquals(4, events.stream().filter("close"::equals).count());
    }

    @Test
    void aTextIsReadAsItComes() throws IOException {
        String text = "the cat sat on the mat, and the cat sat. ".repeat(900);
        Vocabulary vocabulary = Vocabulary.ofWords(text, 40);
        RowSource source = RowSource.ofText(vocabulary, () -> new StringReader(text));
        double[] expected =
                Arrays.stream(vocabulary.tokens(text)).asDoubleStream().toArray();
        assertArrayEquals(
                expected, Table.read(source).column("token"), "also where words cross what is read at a time");
        assertTrue(expected.length > 9000);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        ModelInfo info = Infos.of(3, 1, false, List.of(Infos.DAY, Infos.KIND), Infos.TOMORROW);
        Columns columns = Columns.of(info).input("day", "a", "b");
        refused(
                "target tomorrow: of which columns? .target(\"tomorrow\", ahead, ...) says it. There are: a, b, kind",
                () -> columns.windows(rows(9)));
        refused(
                "input day: of which columns? .input(\"day\", ...) says it. There are: a, b, kind",
                () -> Columns.of(info).windows(rows(9)));
        refused("input day was said already", () -> columns.input("day", "a", "b"));
        refused("input day takes 2 columns, found 1", () -> Columns.of(info).input("day", "a"));
        refused(
                "model M has no input \"dya\". There are: day, kind",
                () -> Columns.of(info).input("dya", "a"));
        refused("target tomorrow: -1 rows ahead is negative", () -> columns.target("tomorrow", -1, "a"));
        refused("a window at every 0 rows: expected 1 or more", () -> columns.every(0));
        refused(
                "there is no column \"A\". There are: a, b, kind; did you mean \"a\"?",
                () -> columns.target("tomorrow", 1, "A").windows(rows(9)));
        Examples noToken = Columns.of(info)
                .input("day", "a", "b")
                .input("kind", "a")
                .target("tomorrow", 0, "a")
                .windows(rows(9));
        Batches batches = Batches.of(info, noToken);
        batches.batch(0);
        refused(
                "row 5, column a: 5.0 is no token of kind, expected a whole number from 0 to 4",
                () -> batches.batch(1));
    }

    @Test
    void aStreamThatShrinksIsNoticed() throws IOException {
        ModelInfo info = Infos.of(3, 1, false, List.of(Infos.KIND), Infos.TOMORROW);
        int[] rows = {9};
        RowSource source = RowSource.of(
                List.of("kind"),
                () -> IntStream.range(0, rows[0])
                        .mapToObj(i -> new double[] {0})
                        .iterator());
        Batches batches =
                Batches.of(info, Columns.of(info).target("tomorrow", 0, "kind").windows(source));
        rows[0] = 4;
        batches.batch(0);
        UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> batches.batch(1));
        assertEquals(
                "there are 4 rows only, and there were at least 6 when they were counted",
                e.getCause().getMessage());
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
