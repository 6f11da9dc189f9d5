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

    /** The message but for its remedy. */
    private final String problem;

    /** Of the message's last part; null where it has none. */
    private final @Nullable Remedy remedy;

    /** What can be said of a file, so that it is read. */
    public enum Remedy {
        /** A rule for values that are missing. */
        RULE_FOR_MISSING("missing(Missing.SKIP_ROW) or missing(Missing.PREVIOUS) says what to do"),
        /** That numbers have a comma. */
        DECIMAL_COMMA("decimalComma() reads it"),
        /** Which columns are taken, and which of them are texts. */
        CHOICE_OF_COLUMNS("columns(...) leaves columns out, category(...) takes texts");

        private final String calls;

        Remedy(String calls) {
            this.calls = calls;
        }
    }

    CsvException(String file, long line, @Nullable String column, String problem, @Nullable Throwable cause) {
        this(file, line, column, problem, null, cause);
    }

    CsvException(
            String file,
            long line,
            @Nullable String column,
            String problem,
            @Nullable Remedy remedy,
            @Nullable Throwable cause) {
        super(placed(file, line, column, problem) + (remedy == null ? "" : "; " + remedy.calls), cause);
        this.line = line;
        this.column = column;
        this.problem = placed(file, line, column, problem);
        this.remedy = remedy;
    }

    private static String placed(String file, long line, @Nullable String column, String problem) {
        return file + (line > 0 ? ":" + line : "") + ": " + (column == null ? "" : "column " + column + ": ") + problem;
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

    /**
     * The message without its last part, which says by calls of {@link CsvFile} how the file can be read; for programs whose
     * users say that in another way.
     *
     * @return it, with the file, the line and the column
     */
    public String problem() {
        return problem;
    }

    /**
     * What would make the file be read as it is.
     *
     * @return it; null if there is nothing of the kind
     */
    public @Nullable Remedy remedy() {
        return remedy;
    }
}
