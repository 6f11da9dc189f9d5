// SPDX-License-Identifier: Apache-2.0
package org.rnnc.csv;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A CSV file that does not hold what was expected; the message begins with the file and the line, {@code days.csv:12:}. */
public final class CsvException extends IOException {
    private static final long serialVersionUID = 1;

    /** Of the record, from 1; 0 for the file. */
    private final long line;

    /** Of its name; null for the line. */
    private final @Nullable String column;

    CsvException(String file, long line, @Nullable String column, String problem, @Nullable Throwable cause) {
        super(
                file + (line > 0 ? ":" + line : "") + ": " + (column == null ? "" : "column " + column + ": ")
                        + problem,
                cause);
        this.line = line;
        this.column = column;
    }

    /**
     * Where in the file it is.
     *
     * @return the line in which the record begins, from 1; 0 if it is about the file
     */
    public long line() {
        return line;
    }

    /**
     * Which column it is about.
     *
     * @return its name; null if it is about the whole line
     */
    public @Nullable String column() {
        return column;
    }
}
