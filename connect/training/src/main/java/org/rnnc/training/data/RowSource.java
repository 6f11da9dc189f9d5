// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.PrimitiveIterator;
import java.util.function.Supplier;
import org.rnnc.runtime.text.Vocabulary;

/**
 * Rows of numbers in the order of time, with named columns, that can be read from the beginning any number of times: a
 * {@link Table}, a file, a query. Only what is being looked at need be in memory.
 */
public interface RowSource {
    /**
     * What the columns are called.
     *
     * @return the same names every time, all different
     */
    List<String> columns();

    /**
     * Goes to the beginning.
     *
     * @return a reader of its own, to be closed
     * @throws IOException if the rows cannot be had
     */
    RowReader open() throws IOException;

    /** Reads row after row. For one thread. */
    interface RowReader extends Closeable {
        /**
         * Reads the next row.
         *
         * @param row {@code [columns]}, filled in
         * @return whether there was one; if not, {@code row} is as it was
         * @throws IOException if it cannot be read, or is no row of numbers; the message says where
         */
        boolean next(double[] row) throws IOException;

        @Override
        default void close() throws IOException {}
    }

    /** Opens a text from its beginning. */
    @FunctionalInterface
    interface Text {
        /**
         * Opens it.
         *
         * @return a reader, closed by whoever asked for it
         * @throws IOException if it cannot be opened
         */
        Reader open() throws IOException;
    }

    /**
     * Rows of an iterator, such as that of a stream or a query.
     *
     * @param columns their names
     * @param rows gives an iterator over all rows, each {@code [columns]}, whenever it is asked; a row is read before the next
     *     is asked for, so that the array may be the same
     * @return a source that holds nothing
     * @throws IllegalArgumentException if there is no name, or one twice
     */
    static RowSource of(List<String> columns, Supplier<? extends Iterator<double[]>> rows) {
        Objects.requireNonNull(columns, "columns");
        return new IteratedRows(columns, Objects.requireNonNull(rows, "rows"));
    }

    /**
     * A text as rows of one column, {@code token}, cut as {@link Vocabulary#tokens(String)} cuts it, and read as it comes.
     *
     * @param vocabulary what tokens mean
     * @param text opened anew for each reading
     * @return a source that holds nothing
     */
    static RowSource ofText(Vocabulary vocabulary, Text text) {
        Objects.requireNonNull(vocabulary, "vocabulary");
        Objects.requireNonNull(text, "text");
        return new RowSource() {
            @Override
            public List<String> columns() {
                return List.of("token");
            }

            @Override
            public RowReader open() throws IOException {
                Reader reader = text.open();
                PrimitiveIterator.OfInt tokens = vocabulary.tokens(reader);
                return new RowReader() {
                    @Override
                    public boolean next(double[] row) {
                        if (!tokens.hasNext()) {
                            return false;
                        }
                        row[0] = tokens.nextInt();
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
}
