// SPDX-License-Identifier: Apache-2.0
package org.rnnc.csv;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.rnnc.training.data.RowSource;

/**
 * The text of a file, and what its fields mean.
 *
 * @param comma whether numbers have a comma where others have a point
 */
record CsvText(String name, char separator, RowSource.Text text, boolean comma) {
    /** To tell columns of numbers from others. */
    private static final int ROWS_LOOKED_AT = 100;

    private static final int BYTE_ORDER_MARK = '\ufeff';
    private static final int LONGEST_MISSING = 4;
    private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null");

    CsvText decimalComma() {
        if (separator == ',') {
            throw new IllegalArgumentException("a comma cannot stand between fields and within numbers");
        }
        return new CsvText(name, separator, text, true);
    }

    /** The records behind the header. */
    CsvRecords records() throws IOException {
        CsvRecords records = new CsvRecords(this, behindMark(text.open()));
        if (!records.next(0)) {
            records.close();
            throw new CsvException(name, 0, null, "is empty, expected a line with the names of columns", null);
        }
        return records;
    }

    /** Without the mark that some programs write in front of UTF-8: a quote behind it would not be seen as one. */
    private Reader behindMark(Reader in) throws IOException {
        PushbackReader reader = new PushbackReader(in);
        try {
            int first = reader.read();
            if (first >= 0 && first != BYTE_ORDER_MARK) {
                reader.unread(first);
            }
            return reader;
        } catch (IOException e) {
            reader.close();
            throw CsvRecords.unreadable(name, 0, e);
        }
    }

    List<String> header() throws IOException {
        try (CsvRecords records = records()) {
            List<String> header = new ArrayList<>(records.fields());
            header.replaceAll(String::strip);
            Set<String> seen = new HashSet<>();
            for (String column : header) {
                if (column.isEmpty() || !column.lines().skip(1).toList().isEmpty()) {
                    throw new CsvException(
                            name, 1, null, "a column has no name of one line; there are " + header, null);
                }
                if (!seen.add(column)) {
                    throw new CsvException(name, 1, column, "there are two of this name", null);
                }
            }
            return List.copyOf(header);
        }
    }

    /** The columns whose first value that is there is a number. */
    List<String> numeric(List<String> header) throws IOException {
        String[] firsts = new String[header.size()];
        Arrays.fill(firsts, "");
        try (CsvRecords records = records()) {
            for (int row = 0; row < ROWS_LOOKED_AT && records.next(header.size()); row++) {
                for (int i = 0; i < firsts.length; i++) {
                    firsts[i] = isMissing(firsts[i]) ? records.field(i) : firsts[i];
                }
            }
        }
        List<String> numeric = new ArrayList<>();
        for (int i = 0; i < firsts.length; i++) {
            if (!Double.isNaN(number(firsts[i]))) {
                numeric.add(header.get(i));
            }
        }
        return List.copyOf(numeric);
    }

    static boolean isMissing(String field) {
        String value = field.strip();
        return value.length() <= LONGEST_MISSING && MISSING.contains(value.toLowerCase(Locale.ROOT));
    }

    /** The number that a field is; NaN if it is none. Java would also take {@code 1f} and {@code 0x1p3}. */
    double number(String field) {
        String number = field.strip();
        if (comma) {
            number = number.replace('.', ' ').replace(',', '.');
        }
        for (int i = 0; i < number.length(); i++) {
            if ("0123456789+-.eE".indexOf(number.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
