// SPDX-License-Identifier: Apache-2.0
package org.rnnc.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.rnnc.runtime.text.Vocabulary;
import org.rnnc.training.data.RowSource;

/**
 * A CSV file whose first line names the columns, as rows of numbers:
 *
 * <pre>{@code
 * CsvFile days = CsvFile.of(Path.of("weather.csv"))
 *         .columns("temp_max", "temp_min", "wind")
 *         .missing(Missing.PREVIOUS);
 * Table table = Table.read(days);
 * }</pre>
 *
 * <p>If no columns are chosen, all are taken that are numbers; what is left out, such as a date, is in {@link #leftOut()}. The
 * file is read as it goes, and anew for each reading; fields may be in quotes (RFC 4180). Each method gives a new value.
 * Immutable, safe for all threads.
 */
public final class CsvFile implements RowSource {
    private final CsvText text;
    private final List<String> header;
    private final List<String> chosen;
    private final Map<String, Vocabulary> categories;
    private final Map<String, Missing> missing;
    private final Missing otherwise;

    private CsvFile(
            CsvText text,
            List<String> header,
            List<String> chosen,
            Map<String, Vocabulary> categories,
            Map<String, Missing> missing,
            Missing otherwise) {
        this.text = text;
        this.header = header;
        this.chosen = chosen;
        this.categories = categories;
        this.missing = missing;
        this.otherwise = otherwise;
    }

    /**
     * A file in UTF-8, with commas between fields.
     *
     * @param file looked at now, and opened for each reading
     * @return all its columns that are numbers
     * @throws CsvException if there is no header, or two columns have one name
     * @throws IOException if it cannot be read
     */
    public static CsvFile of(Path file) throws IOException {
        return of(file, ',');
    }

    /**
     * A file in UTF-8.
     *
     * @param file looked at now, and opened for each reading
     * @param separator what stands between fields, such as {@code ';'} or a tab
     * @return all its columns that are numbers
     * @throws CsvException if there is no header, or two columns have one name
     * @throws IOException if it cannot be read
     */
    public static CsvFile of(Path file, char separator) throws IOException {
        Objects.requireNonNull(file, "file");
        return of(file.toString(), separator, () -> Files.newBufferedReader(file));
    }

    /**
     * Any text, such as a resource of the class path, or a file in another encoding.
     *
     * @param name what messages call it
     * @param separator what stands between fields
     * @param text looked at now, and opened for each reading
     * @return all its columns that are numbers
     * @throws CsvException if there is no header, or two columns have one name
     * @throws IOException if it cannot be read
     */
    public static CsvFile of(String name, char separator, RowSource.Text text) throws IOException {
        CsvText source = new CsvText(
                Objects.requireNonNull(name, "name"), separator, Objects.requireNonNull(text, "text"), false);
        return of(source);
    }

    private static CsvFile of(CsvText source) throws IOException {
        List<String> header = source.header();
        return new CsvFile(source, header, source.numeric(header), Map.of(), Map.of(), Missing.REFUSE);
    }

    /**
     * Numbers have a comma where others have a point: {@code 1,5}. The separator must be something else.
     *
     * @return the same file, with all its columns that are numbers so
     * @throws IOException if it cannot be read
     */
    public CsvFile decimalComma() throws IOException {
        return of(text.decimalComma());
    }

    /**
     * Chooses columns.
     *
     * @param names in the order wanted; each number, or a category
     * @return the same file with these columns
     * @throws IllegalArgumentException if there is no such column, or one is chosen twice
     */
    public CsvFile columns(String... names) {
        List<String> wanted = List.of(names);
        wanted.forEach(this::check);
        if (wanted.isEmpty() || new HashSet<>(wanted).size() < wanted.size()) {
            throw new IllegalArgumentException("choose each column once, found " + wanted);
        }
        return new CsvFile(text, header, wanted, categories, missing, otherwise);
    }

    /**
     * Takes a column of texts as tokens, one for each text, in the order of the alphabet. The file is read once, now.
     *
     * @param column its name; chosen behind the others if it is not yet
     * @return the same file with this category; {@link #categoryOf} is what tokens mean
     * @throws CsvException if there is no value
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if there is no such column
     */
    public CsvFile category(String column) throws IOException {
        int index = check(column);
        TreeSet<String> values = new TreeSet<>();
        try (CsvRecords records = text.records()) {
            while (records.next(header.size())) {
                if (!CsvText.isMissing(records.field(index))) {
                    values.add(records.field(index));
                }
            }
        }
        if (values.isEmpty()) {
            throw new CsvException(text.name(), 0, column, "there is no value", null);
        }
        return category(column, Vocabulary.of(new ArrayList<>(values)));
    }

    /**
     * Takes a column of texts as tokens that are known, as those of the file that a model was trained on.
     *
     * @param column its name; chosen behind the others if it is not yet
     * @param values what tokens mean; a text that is none of them is refused when it is read
     * @return the same file with this category
     * @throws IllegalArgumentException if there is no such column
     */
    public CsvFile category(String column, Vocabulary values) {
        check(column);
        Map<String, Vocabulary> more = new LinkedHashMap<>(categories);
        more.put(column, Objects.requireNonNull(values, "values"));
        List<String> with = new ArrayList<>(chosen);
        if (!with.contains(column)) {
            with.add(column);
        }
        return new CsvFile(text, header, List.copyOf(with), Map.copyOf(more), missing, otherwise);
    }

    /**
     * What the tokens of a category mean; saved with a model, so that others are read alike: {@code
     * file.categoryOf("weather").save()}.
     *
     * @param column its name
     * @return a text for each token
     * @throws IllegalArgumentException if it is no category
     */
    public Vocabulary categoryOf(String column) {
        Vocabulary values = categories.get(column);
        if (values == null) {
            throw new IllegalArgumentException(
                    "column " + column + " is no category; there are " + categories.keySet());
        }
        return values;
    }

    /**
     * Says what becomes of rows in which a value is missing; without it, they are refused.
     *
     * @param rule what becomes of them
     * @param columns for these; none for all others
     * @return the same file with this rule
     * @throws IllegalArgumentException if there is no such column
     */
    public CsvFile missing(Missing rule, String... columns) {
        Objects.requireNonNull(rule, "rule");
        if (columns.length == 0) {
            return new CsvFile(text, header, chosen, categories, missing, rule);
        }
        Map<String, Missing> more = new LinkedHashMap<>(missing);
        for (String column : columns) {
            check(column);
            more.put(column, rule);
        }
        return new CsvFile(text, header, chosen, categories, Map.copyOf(more), otherwise);
    }

    /** The chosen columns. */
    @Override
    public List<String> columns() {
        return chosen;
    }

    /**
     * What columns of the file are not taken.
     *
     * @return their names, in the file's order
     */
    public List<String> leftOut() {
        return header.stream().filter(name -> !chosen.contains(name)).toList();
    }

    @Override
    public RowReader open() throws IOException {
        if (chosen.isEmpty()) {
            throw new CsvException(
                    text.name(), 1, null, "no column is one of numbers: category(...) takes texts", null);
        }
        return new CsvRows(
                text,
                text.records(),
                header.size(),
                chosen,
                chosen.stream().mapToInt(header::indexOf).toArray(),
                categories,
                chosen.stream()
                        .map(column -> missing.getOrDefault(column, otherwise))
                        .toArray(Missing[]::new));
    }

    private int check(String column) {
        int index = header.indexOf(Objects.requireNonNull(column, "column"));
        if (index < 0) {
            throw new IllegalArgumentException(
                    text.name() + " has no column \"" + column + "\". There are: " + String.join(", ", header));
        }
        return index;
    }

    @Override
    public String toString() {
        return text.name() + ", columns " + String.join(", ", chosen)
                + (leftOut().isEmpty() ? "" : ", without " + String.join(", ", leftOut()))
                + (otherwise == Missing.REFUSE ? "" : ", missing: " + otherwise);
    }
}
