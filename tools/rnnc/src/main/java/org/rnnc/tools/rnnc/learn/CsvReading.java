// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.learn;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnnc.csv.CsvFile;
import org.rnnc.csv.Missing;
import org.rnnc.tools.rnnc.CommandException;

/**
 * What is said of how CSV files are read; kept with the model, so that later files are read like those it was trained on.
 *
 * @param separator what stands between fields; null for a tab in {@code .tsv}, and else a comma
 * @param decimalComma whether numbers have a comma
 * @param missing what becomes of missing values; null for refusing them
 */
public record CsvReading(
        @Nullable String separator,
        boolean decimalComma,
        @Nullable Missing missing) {
    static final CsvReading PLAIN = new CsvReading(null, false, null);

    /** The same but for what is said of later files. */
    CsvReading then(CsvReading later) {
        String between = later.separator == null ? separator : later.separator;
        return new CsvReading(
                between,
                // Files with commas between fields have none in numbers, whatever those before had.
                later.decimalComma || decimalComma && !",".equals(between),
                later.missing == null ? missing : later.missing);
    }

    /** The file, as far as nothing is said of its columns. */
    CsvFile open(Path file) throws IOException {
        CsvFile all = CsvFile.of(file, between(file));
        return (decimalComma ? all.decimalComma() : all).missing(missing == null ? Missing.REFUSE : missing);
    }

    /** Columns that are numbers if numbers have commas, and are not as they are read. */
    List<String> numbersWithComma(Path file) throws IOException {
        if (decimalComma || between(file) == ',') {
            return List.of();
        }
        CsvFile all = open(file);
        return all.decimalComma().columns().stream()
                .filter(column -> !all.columns().contains(column))
                .toList();
    }

    private char between(Path file) throws IOException {
        return separator == null ? usual(file) : separator.charAt(0);
    }

    /** By the file's ending; refused where its first line has more of another one. */
    private static char usual(Path file) throws IOException {
        char usual = DataOptions.ending(file).equals("tsv") ? '\t' : ',';
        String names = firstLine(file).replaceAll("\"[^\"]*\"", "");
        for (char other : new char[] {';', '\t', '|'}) {
            if (count(names, other) > count(names, usual)) {
                String shown = other == '\t' ? "a tab" : String.valueOf(other);
                String written = other == '\t' ? "$'\\t'" : "\"" + other + "\"";
                throw new CommandException(file + ": the names in the first line have " + shown
                        + " between them: --separator " + written + " reads that");
            }
        }
        return usual;
    }

    private static String firstLine(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String line = reader.readLine();
            return line == null ? "" : line;
        } catch (CharacterCodingException e) {
            // CsvFile says so, with the place.
            return "";
        }
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(character -> character == wanted).count();
    }
}
