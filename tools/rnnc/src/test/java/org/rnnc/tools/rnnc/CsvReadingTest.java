// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV that is not as the command expects it until it is told. */
class CsvReadingTest {
    private static final String TOMORROW = """
            model Tomorrow {
              input  temp: scalar, sky: token<2>
              output next = concat(temp, sky |> embedding(2)) |> gru(6) |> last |> dense(1)
              loss   mse(next)
              train { window 6; batch 8; optimizer adam(rate = 1e-2); clip norm 1 }
            }
            """;

    @TempDir
    private Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Object[] with(Object[] arguments, Object... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray();
    }

    private static void error(String message, Object... arguments) {
        Run run = Run.of(arguments).ends(ExitCode.ERRORS);
        assertTrue(run.err().contains(message), run.err());
    }

    /** As programs save it where numbers have commas; what is said of it once holds for what is predicted of it. */
    @Test
    void tablesOfOtherCountries() throws IOException {
        Path spec = write("Tomorrow.rnn", TOMORROW);
        StringBuilder text = new StringBuilder("\ufeff\"Temp. max, °C\";Datum;Himmel\r\n");
        for (int i = 0; i < 120; i++) {
            double high = 10 + 8 * Math.sin(i * Math.PI / 6);
            String number = i == 50 ? "" : String.format(Locale.GERMANY, "%.2f", high);
            text.append(number)
                    .append(";1.")
                    .append(i)
                    .append(".;")
                    .append(high > 10 ? "klar\r\n" : "\"trüb; kühl\"\r\n");
        }
        Path csv = write("tage.csv", text.toString());
        Path saved = folder.resolve("t.safetensors");
        Object[] train = {"train", spec, "-q", "-e", 2, "-d", csv, "-s", saved, "--ahead", 1};
        error("the names in the first line have ; between them: --separator \";\" reads that", train);
        train = with(train, "--separator", ";");
        error(
                "numbers there are: none; others: \"Temp. max, °C\", Datum, Himmel; with --decimal-comma, numbers are also"
                        + " \"Temp. max, °C\"",
                train);
        train = with(train, "--target", "next=\"Temp. max, °C\"");
        train = with(train, "--input", "temp=\"Temp. max, °C\"", "--input", "sky=Himmel");
        error("column Temp. max, °C: \"10,00\" is not a number; --decimal-comma reads it", train);
        train = with(train, "--decimal-comma");
        error(":52: column Temp. max, °C: a value is missing; --missing previous or --missing skip_row says", train);
        error(
                "expected names of columns with commas between them, and in quotes those that have one, found \"a",
                with(train, "--input", "temp=\"a"));
        Run run = Run.of(with(train, "--missing", "previous")).ends(ExitCode.FINE);
        assertTrue(run.out().contains(", in units of Temp. max, °C"), run.out());

        Object[] predict = {"predict", spec, "-p", saved, "-d", csv};
        String told = Run.of(predict).ends(ExitCode.FINE).out();
        assertTrue(told.startsWith("row,\"Temp. max, °C\"\n7,"), told);
        error(":52: column Temp. max, °C: a value is missing; --missing", with(predict, "--missing", "refuse"));
        // The same with points in numbers and commas between fields.
        String points = text.toString().replaceAll("(\\d),(\\d)", "$1.$2").replaceAll(";(?! )", ",");
        Path other = write("days.csv", points);
        assertEquals(
                told,
                Run.of("predict", spec, "-p", saved, "-d", other, "--separator", ",")
                        .ends(ExitCode.FINE)
                        .out());
    }
}
