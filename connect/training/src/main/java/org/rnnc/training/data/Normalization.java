// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Scales of columns: a number x becomes {@code (x - shift) / scale}. They are fitted to the data that a model learns from,
 * and are a part of the trained model, saved with it as a note:
 *
 * <pre>{@code
 * Normalization scales = Normalization.standard(training);
 * ParameterFile.save(model, file, NameMap.same(), Map.of("normalization", scales.save()));
 * Normalization same = Normalization.load(ParameterFile.load(model, file).get("normalization"));
 * }</pre>
 *
 * <p>Columns without a scale stay as they are. Immutable, safe for all threads.
 */
public final class Normalization {
    private static final String FORMAT = "normalization/1";

    private final List<String> columns;
    private final double[] shifts;
    private final double[] scales;

    private Normalization(List<String> columns, double[] shifts, double[] scales) {
        this.columns = columns;
        this.shifts = shifts;
        this.scales = scales;
    }

    /**
     * Scales to mean 0 and standard deviation 1 (of the population). What is always the same becomes 0.
     *
     * @param training the rows to learn from, and no others; read once
     * @param columns which to scale; none for all
     * @return the scales
     * @throws IOException if the rows cannot be read
     * @throws IllegalArgumentException if there is no row, or no such column
     */
    public static Normalization standard(RowSource training, String... columns) throws IOException {
        return fit(training, columns, true);
    }

    /**
     * Scales so that the least number is 0 and the greatest 1. What is always the same becomes 0.
     *
     * @param training the rows to learn from, and no others; read once
     * @param columns which to scale; none for all
     * @return the scales
     * @throws IOException if the rows cannot be read
     * @throws IllegalArgumentException if there is no row, or no such column
     */
    public static Normalization minMax(RowSource training, String... columns) throws IOException {
        return fit(training, columns, false);
    }

    private static Normalization fit(RowSource training, String[] columns, boolean standard) throws IOException {
        List<String> all = Objects.requireNonNull(training, "training").columns();
        Objects.requireNonNull(columns, "columns");
        List<String> names = columns.length == 0 ? all : ColumnNames.checked(List.of(columns));
        int[] indices =
                names.stream().mapToInt(name -> ColumnNames.index(all, name)).toArray();
        ColumnStatistics[] found = new ColumnStatistics[indices.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = new ColumnStatistics();
        }
        double[] row = new double[all.size()];
        try (RowSource.RowReader reader = training.open()) {
            while (reader.next(row)) {
                for (int i = 0; i < indices.length; i++) {
                    found[i].add(row[indices[i]]);
                }
            }
        }
        double[] shifts = new double[indices.length];
        double[] scales = new double[indices.length];
        for (int i = 0; i < indices.length; i++) {
            shifts[i] = standard ? found[i].mean() : found[i].least();
            double scale = standard ? found[i].deviation() : found[i].greatest() - found[i].least();
            scales[i] = scale > 0 && Double.isFinite(scale) ? scale : 1;
        }
        return new Normalization(names, shifts, scales);
    }

    /**
     * Which columns are scaled.
     *
     * @return their names
     */
    public List<String> columns() {
        return columns;
    }

    /**
     * Scales a table.
     *
     * @param table columns of other names stay as they are
     * @return a new table
     */
    public Table apply(Table table) {
        try {
            return Table.read(apply((RowSource) table));
        } catch (IOException e) {
            throw new AssertionError("a table is in memory", e);
        }
    }

    /**
     * Scales rows as they are read.
     *
     * @param source columns of other names stay as they are
     * @return a source that holds nothing
     */
    public RowSource apply(RowSource source) {
        Objects.requireNonNull(source, "source");
        int[] indices = source.columns().stream().mapToInt(columns::indexOf).toArray();
        return new RowSource() {
            @Override
            public List<String> columns() {
                return source.columns();
            }

            @Override
            public RowReader open() throws IOException {
                RowReader reader = source.open();
                return new RowReader() {
                    @Override
                    public boolean next(double[] row) throws IOException {
                        if (!reader.next(row)) {
                            return false;
                        }
                        for (int i = 0; i < row.length; i++) {
                            row[i] = indices[i] < 0 ? row[i] : scaled(indices[i], row[i]);
                        }
                        return true;
                    }

                    @Override
                    public void close() throws IOException {
                        reader.close();
                    }
                };
            }
        };
    }

    /**
     * Scales a number.
     *
     * @param column what it is
     * @param number in the column's unit
     * @return as the model sees it; the number itself, if the column has no scale
     */
    public double apply(String column, double number) {
        int index = columns.indexOf(column);
        return index < 0 ? number : scaled(index, number);
    }

    private double scaled(int index, double number) {
        return (number - shifts[index]) / scales[index];
    }

    /**
     * The number that was scaled.
     *
     * @param column what it is
     * @param scaled as the model answers it
     * @return in the column's unit; the same number, if the column has no scale
     */
    public double invert(String column, double scaled) {
        int index = columns.indexOf(column);
        return index < 0 ? scaled : scaled * scales[index] + shifts[index];
    }

    /**
     * Turns answers of a model into numbers in their columns' units.
     *
     * @param answers {@code [any][names]}, flat; overwritten
     * @param names what each answer's numbers are
     * @throws IllegalArgumentException if there is no name, or the length is no multiple of their number
     */
    public void invert(float[] answers, String... names) {
        checkLength(answers.length, names);
        for (int i = 0; i < answers.length; i++) {
            answers[i] = (float) invert(names[i % names.length], answers[i]);
        }
    }

    /**
     * Turns answers of a model into numbers in their columns' units.
     *
     * @param answers {@code [any][names]}, flat; overwritten
     * @param names what each answer's numbers are
     * @throws IllegalArgumentException if there is no name, or the length is no multiple of their number
     */
    public void invert(double[] answers, String... names) {
        checkLength(answers.length, names);
        for (int i = 0; i < answers.length; i++) {
            answers[i] = invert(names[i % names.length], answers[i]);
        }
    }

    private static void checkLength(int length, String... names) {
        if (names.length == 0 || length % names.length != 0) {
            throw new IllegalArgumentException(
                    "answers: " + length + " numbers cannot be rows of " + names.length + " columns");
        }
    }

    /**
     * All of it as text, to be saved with a model.
     *
     * @return for {@link #load}; one line for each column, exactly
     */
    public String save() {
        StringBuilder text = new StringBuilder(FORMAT);
        for (int i = 0; i < shifts.length; i++) {
            text.append('\n')
                    .append(shifts[i])
                    .append(' ')
                    .append(scales[i])
                    .append(' ')
                    .append(columns.get(i));
        }
        return text.toString();
    }

    /**
     * Reads what was saved.
     *
     * @param saved what {@link #save} returned
     * @return the same scales
     * @throws IllegalArgumentException if it cannot be that; the message says what is wrong
     */
    public static Normalization load(String saved) {
        String[] lines = Objects.requireNonNull(saved, "saved").split("\n", -1);
        if (!lines[0].equals(FORMAT)) {
            throw new IllegalArgumentException("this is no normalization; it begins with \"" + lines[0] + "\"");
        }
        List<String> columns = new ArrayList<>();
        double[] shifts = new double[lines.length - 1];
        double[] scales = new double[lines.length - 1];
        for (int i = 0; i < shifts.length; i++) {
            String[] words = lines[i + 1].split(" ", 3);
            try {
                shifts[i] = Double.parseDouble(words[0]);
                scales[i] = Double.parseDouble(words[1]);
                columns.add(words[2]);
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                scales[i] = 0;
            }
            if (!Double.isFinite(shifts[i]) || !(scales[i] > 0 && scales[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("normalization: expected a shift, a scale above 0 and a column,"
                        + " found \"" + lines[i + 1] + "\"");
            }
        }
        return new Normalization(ColumnNames.checked(columns), shifts, scales);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Normalization that && save().equals(that.save());
    }

    @Override
    public int hashCode() {
        return save().hashCode();
    }

    @Override
    public String toString() {
        return "scales of " + String.join(", ", columns);
    }
}
