// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Rows in memory: numbers by row and column, rows in the order of time. Immutable, safe for all threads; parts of a table
 * share its memory, 8 bytes a number.
 */
public final class Table implements RowSource {
    private final List<String> columns;
    private final double[] numbers;
    private final int first;
    private final int rows;

    private Table(List<String> columns, double[] numbers, int first, int rows) {
        this.columns = columns;
        this.numbers = numbers;
        this.first = first;
        this.rows = rows;
    }

    /**
     * A table of rows.
     *
     * @param columns their names
     * @param rows {@code [rows][columns]}; copied
     * @return the table
     * @throws IllegalArgumentException if there is no name, one twice, or a row of another length or with a number that is not
     *     finite; the message says where
     */
    public static Table ofRows(List<String> columns, double[][] rows) {
        Objects.requireNonNull(columns, "columns");
        Objects.requireNonNull(rows, "rows");
        Building table = new Building(columns, rows.length);
        for (double[] row : rows) {
            table.add(row);
        }
        return table.done();
    }

    /**
     * A table of columns.
     *
     * @param columns {@code [rows]} for each name, in the map's order; copied
     * @return the table
     * @throws IllegalArgumentException if there is no column, two are of different lengths, or there is a number that is not
     *     finite; the message says where
     */
    public static Table ofColumns(Map<String, double[]> columns) {
        List<String> names =
                List.copyOf(Objects.requireNonNull(columns, "columns").keySet());
        double[][] values = names.stream()
                .map(name -> Objects.requireNonNull(columns.get(name), name))
                .toArray(double[][]::new);
        Building table = new Building(names, values[0].length);
        for (int i = 1; i < values.length; i++) {
            if (values[i].length != values[0].length) {
                throw new IllegalArgumentException("column " + names.get(0) + " has " + values[0].length
                        + " rows, column " + names.get(i) + " has " + values[i].length);
            }
        }
        double[] row = new double[values.length];
        for (int i = 0; i < values[0].length; i++) {
            for (int j = 0; j < row.length; j++) {
                row[j] = values[j][i];
            }
            table.add(row);
        }
        return table.done();
    }

    /**
     * Reads all rows into memory.
     *
     * @param source read once
     * @return the table; the source itself, if it is one
     * @throws IOException if the rows cannot be read
     * @throws IllegalArgumentException if there are more than an array can hold
     */
    public static Table read(RowSource source) throws IOException {
        Objects.requireNonNull(source, "source");
        if (source instanceof Table table) {
            return table;
        }
        Building table = new Building(source.columns(), 64);
        double[] row = new double[source.columns().size()];
        try (RowReader reader = source.open()) {
            while (reader.next(row)) {
                table.add(row);
            }
        }
        return table.done();
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    /**
     * How many rows there are.
     *
     * @return from 0
     */
    public int rows() {
        return rows;
    }

    /**
     * One number.
     *
     * @param row 0 to {@code rows() - 1}
     * @param column its name
     * @return the number
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws IllegalArgumentException if there is no such column; the message lists those there are
     */
    public double get(int row, String column) {
        int index = ColumnNames.index(columns, Objects.requireNonNull(column, "column"));
        return get(Objects.checkIndex(row, rows), index);
    }

    double get(int row, int column) {
        return numbers[(first + row) * columns.size() + column];
    }

    /**
     * A column.
     *
     * @param name its name
     * @return {@code [rows]}, a copy
     * @throws IllegalArgumentException if there is no such column; the message lists those there are
     */
    public double[] column(String name) {
        int index = ColumnNames.index(columns, name);
        double[] column = new double[rows];
        Arrays.setAll(column, row -> get(row, index));
        return column;
    }

    /**
     * The same rows with some columns alone.
     *
     * @param names of columns, in the order wanted
     * @return a new table
     * @throws IllegalArgumentException if there is no such column; the message lists those there are
     */
    public Table select(String... names) {
        int[] indices = Arrays.stream(Objects.requireNonNull(names, "names"))
                .mapToInt(name -> ColumnNames.index(columns, name))
                .toArray();
        Building table = new Building(List.of(names), rows);
        double[] row = new double[indices.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < row.length; j++) {
                row[j] = get(i, indices[j]);
            }
            table.add(row);
        }
        return table.done();
    }

    /**
     * Some rows alone.
     *
     * @param from the first
     * @param to the one after the last
     * @return a table that shares this one's memory
     * @throws IndexOutOfBoundsException if there are no such rows
     */
    public Table slice(int from, int to) {
        Objects.checkFromToIndex(from, to, rows);
        return new Table(columns, numbers, first + from, to - from);
    }

    @Override
    public RowReader open() {
        return new RowReader() {
            private int next;

            @Override
            public boolean next(double[] row) {
                if (next == rows) {
                    return false;
                }
                System.arraycopy(numbers, (first + next++) * columns.size(), row, 0, columns.size());
                return true;
            }
        };
    }

    @Override
    public String toString() {
        return rows + " rows of " + String.join(", ", columns);
    }

    /** Numbers that grow row by row. */
    static final class Building {
        private final List<String> columns;
        private double[] numbers;
        private int rows;

        Building(List<String> columns, int rows) {
            this.columns = ColumnNames.checked(columns);
            numbers = new double[length(rows)];
        }

        /** Once an array cannot hold more, rows are to be read as they come. */
        private int length(long rows) {
            long length = rows * columns.size();
            if (length > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException(
                        rows + " rows of " + columns.size() + " numbers are more than a table can hold");
            }
            return (int) length;
        }

        void add(double[] row) {
            ColumnNames.check(columns, row, rows);
            int from = length(rows);
            int to = length(rows + 1L);
            if (to > numbers.length) {
                long doubled = Math.max(to, Math.min(2L * numbers.length, Integer.MAX_VALUE - 8));
                numbers = Arrays.copyOf(numbers, (int) doubled);
            }
            System.arraycopy(row, 0, numbers, from, row.length);
            rows++;
        }

        Table done() {
            return new Table(columns, numbers, 0, rows);
        }
    }
}
