// SPDX-License-Identifier: Apache-2.0
package org.rnnc.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.runtime.text.Vocabulary;
import org.rnnc.training.data.RowSource;
import org.rnnc.training.data.Table;

class CsvFileTest {
    private static final String DAYS = """
            date,temp_max,"the ""wind""\",sky
            2012-01-01,12.8,4.7,drizzle
            2012-01-02,10.6,-4.5e0,rain

            2012-01-03,11.7,2.3,"rain"
            """;

    private static CsvFile of(String text) throws IOException {
        return CsvFile.of("days.csv", ',', () -> new StringReader(text));
    }

    @Test
    void takesWhatIsNumbers() throws IOException {
        CsvFile file = of("\ufeff" + DAYS);
        assertEquals(List.of("temp_max", "the \"wind\""), file.columns());
        assertEquals(List.of("date", "sky"), file.leftOut());
        Table table = Table.read(file);
        assertEquals(3, table.rows());
        assertArrayEquals(new double[] {4.7, -4.5, 2.3}, table.column("the \"wind\""));
        assertEquals("days.csv, columns temp_max, the \"wind\", without date, sky", file.toString());
    }

    @Test
    void aMarkInFrontIsNoPartOfAName() throws IOException {
        CsvFile file = of("\ufeff\"a, b\",c\n1,2\n");
        assertEquals(List.of("a, b", "c"), file.columns());
        assertArrayEquals(new double[] {1}, Table.read(file).column("a, b"));
    }

    @Test
    void readsFilesAnewEachTime(@TempDir Path folder) throws IOException {
        Path path = Files.writeString(folder.resolve("days.csv"), "a;b\n1,5;2\n");
        CsvFile file = CsvFile.of(path, ';').decimalComma();
        assertArrayEquals(new double[] {1.5}, Table.read(file).column("a"));
        Files.writeString(path, "a;b\n1,5;2\n-2,5e1;3\n");
        assertArrayEquals(new double[] {1.5, -25}, Table.read(file).column("a"));
        assertThrows(NoSuchFileException.class, () -> CsvFile.of(folder.resolve("none.csv")));
        Files.write(path, "a,b\n1,2\nä,2\n".getBytes(StandardCharsets.ISO_8859_1));
        refused(
                path + ": is not text in UTF-8, behind line 0; iconv -f ISO-8859-1 -t UTF-8 makes it that, of Latin-1",
                0,
                null,
                () -> CsvFile.of(path));
    }

    @Test
    void categoriesAreTokens() throws IOException {
        CsvFile file = of(DAYS).columns("temp_max").category("sky");
        assertEquals(List.of("temp_max", "sky"), file.columns());
        assertArrayEquals(new double[] {0, 1, 1}, Table.read(file).column("sky"));
        Vocabulary sky = Vocabulary.load(file.categoryOf("sky").save());
        assertEquals("rain", sky.text(1));
        CsvFile other = of("sky\nrain\nsnow\n").category("sky", sky);
        refused("days.csv:3: column sky: \"snow\" is none of its 2 categories", 3, "sky", () -> Table.read(other));
        assertThrows(IllegalArgumentException.class, () -> file.categoryOf("temp_max"));
    }

    @Test
    void missingValuesAreRefusedOrFollowARule() throws IOException {
        CsvFile file = of("a,b\n1,\n2,5\nNA,6\n4, nan \n");
        assertEquals(List.of("a", "b"), file.columns(), "by the first value that is there");
        refused(
                "days.csv:2: column b: a value is missing; missing(Missing.SKIP_ROW) or missing(Missing.PREVIOUS) says what"
                        + " to do",
                2,
                "b",
                () -> Table.read(file));
        Table skipped = Table.read(file.missing(Missing.SKIP_ROW));
        assertArrayEquals(new double[] {2}, skipped.column("a"));
        refused(
                "days.csv:2: column b: the first value is missing, and there is none before it",
                2,
                "b",
                () -> Table.read(file.missing(Missing.PREVIOUS)));
        Table mixed = Table.read(file.missing(Missing.SKIP_ROW, "b").missing(Missing.PREVIOUS));
        assertArrayEquals(new double[] {2, 2}, mixed.column("a"));
        assertArrayEquals(new double[] {5, 6}, mixed.column("b"));
    }

    @Test
    void saysWhatIsWrongAndWhere() throws IOException {
        refused("days.csv: is empty, expected a line with the names of columns", 0, null, () -> of(""));
        refused("days.csv:1: column a: there are two of this name", 1, "a", () -> of("a,b,a\n"));
        refused("days.csv:1: a column has no name of one line; there are [a, ]", 1, null, () -> of("a,\n"));
        refused(
                "days.csv:1: no column is one of numbers: category(...) takes texts",
                1,
                null,
                () -> of("a\nx\n").open());
        refused("days.csv:3: expected 2 fields, as in the first line, found 3", 3, null, () -> of("a,b\n1,2\n1,2,3\n"));
        CsvFile later = of("a,b\n1,2\n\n3,calm\n");
        refused(
                "days.csv:4: column b: \"calm\" is not a number; columns(...) leaves columns out, category(...) takes texts",
                4,
                "b",
                () -> Table.read(later));
        refused(
                "days.csv:3: column a: \"1,5\" is not a number; decimalComma() reads it",
                3,
                "a",
                () -> Table.read(CsvFile.of("days.csv", ';', () -> new StringReader("a\n1\n1,5\n"))));
        refused(
                "days.csv:3: column a: \"1e999\" is not a finite number",
                3,
                "a",
                () -> Table.read(of("a\n1\n1e999\n")));
        for (String number : List.of("0x1p3", "1f", "Infinity", "1_000")) {
            assertThrows(CsvException.class, () -> Table.read(of("a\n1\n" + number + "\n")), number);
        }
        String message = assertThrows(IllegalArgumentException.class, () -> later.columns("a", "c"))
                .getMessage();
        assertEquals("days.csv has no column \"c\". There are: a, b", message);
        assertThrows(IllegalArgumentException.class, () -> later.columns("a", "a"));
        assertThrows(IllegalArgumentException.class, () -> later.columns(new String[0]));
        assertThrows(IllegalArgumentException.class, later::decimalComma);
    }

    @Test
    void aFileIsReadAsItGoes() throws IOException {
        StringBuilder text = new StringBuilder("n,text\n");
        for (int i = 0; i < 20_000; i++) {
            text.append(i).append(",\"").append("two\nlines").append("\"\n");
        }
        double[] row = new double[1];
        try (RowSource.RowReader rows = of(text.toString()).open()) {
            for (int i = 0; i < 20_000; i++) {
                rows.next(row);
                assertEquals(i, row[0]);
            }
            assertEquals(false, rows.next(row));
        }
        text.append("x,y\n");
        refused(
                "days.csv:40002: column n: \"x\" is not a number; columns(...) leaves columns out, category(...) takes texts",
                40_002,
                "n",
                () -> Table.read(of(text.toString())));
    }

    /** Programs say it in their own way. */
    @Test
    void whatMendsItIsToldApart() throws IOException {
        CsvFile file = of("a,b\n1,\n");
        CsvException missing = assertThrows(CsvException.class, () -> Table.read(file.columns("b")));
        assertEquals("days.csv:2: column b: a value is missing", missing.problem());
        assertEquals(CsvException.Remedy.RULE_FOR_MISSING, missing.remedy());
        CsvException empty = assertThrows(CsvException.class, () -> of(""));
        assertEquals(empty.getMessage(), empty.problem());
        assertNull(empty.remedy());
    }

    private static void refused(String message, long line, String column, Executable call) {
        CsvException e = assertThrows(CsvException.class, call);
        assertEquals(message, e.getMessage());
        assertEquals(line, e.line());
        if (column == null) {
            assertNull(e.column());
        } else {
            assertEquals(column, e.column());
        }
    }
}
