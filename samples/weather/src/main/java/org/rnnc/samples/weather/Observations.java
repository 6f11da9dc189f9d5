// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads daily observations from a CSV file whose first line names the columns. */
final class Observations {
    private final List<String> columns;
    private final List<Day> days = new ArrayList<>();

    private Observations(String header) {
        columns = Arrays.asList(header.split(","));
    }

    /**
     * Reads a file.
     *
     * @return its days, each the one after the day before it
     * @throws IOException if the file cannot be read, a column or value is missing, or a day is
     */
    static List<Day> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty()) {
            throw new IOException(file + " is empty");
        }
        Observations observations = new Observations(lines.get(0));
        for (int line = 1; line < lines.size(); line++) {
            try {
                observations.add(lines.get(line).split(","));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new IOException(file + ":" + (line + 1) + ": " + e.getMessage(), e);
            }
        }
        return List.copyOf(observations.days);
    }

    private void add(String[] values) {
        Day day = new Day(
                LocalDate.parse(value(values, "date")),
                number(values, "temp_max"),
                number(values, "temp_min"),
                number(values, "precipitation"),
                number(values, "wind"));
        if (!days.isEmpty()) {
            LocalDate expected = days.get(days.size() - 1).date().plusDays(1);
            if (!day.date().equals(expected)) {
                throw new IllegalArgumentException("the day should be " + expected + ", it is " + day.date());
            }
        }
        days.add(day);
    }

    private double number(String[] values, String column) {
        String value = value(values, column);
        double number;
        try {
            number = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(column + " is not a number: \"" + value + "\"", e);
        }
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(column + " is not a finite number: \"" + value + "\"");
        }
        return number;
    }

    private String value(String[] values, String column) {
        int index = columns.indexOf(column);
        if (index < 0 || index >= values.length) {
            throw new IllegalArgumentException("there is no " + column);
        }
        return values[index];
    }
}
