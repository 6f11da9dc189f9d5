// SPDX-License-Identifier: Apache-2.0
package org.rnnc.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Goes through the records of a file; empty lines are none. */
final class CsvRecords implements Closeable {
    private final CsvText text;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private @Nullable CsvRecord record;

    CsvRecords(CsvText text, Reader in) {
        this.text = text;
        reader = CsvReader.builder()
                .fieldSeparator(text.separator())
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(in);
        records = reader.iterator();
    }

    /**
     * Goes to the next one.
     *
     * @param count how many fields it must have; 0 for any
     * @return whether there is one
     */
    boolean next(int count) throws IOException {
        CsvRecord next;
        try {
            if (!records.hasNext()) {
                return false;
            }
            next = records.next();
        } catch (CsvParseException e) {
            String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new CsvException(text.name(), line() + 1, null, "cannot be read as CSV: " + reason, e);
        } catch (UncheckedIOException e) {
            throw unreadable(text.name(), line(), Objects.requireNonNull(e.getCause()));
        }
        record = next;
        if (count > 0 && next.getFieldCount() != count) {
            throw new CsvException(
                    text.name(),
                    line(),
                    null,
                    "expected " + count + " fields, as in the first line, found " + next.getFieldCount(),
                    null);
        }
        return true;
    }

    /** What stopped the reading, in words where bytes are no text. */
    static IOException unreadable(String file, long line, IOException e) {
        return e instanceof CharacterCodingException
                ? new CsvException(
                        file,
                        0,
                        null,
                        "is not text in UTF-8, behind line " + line
                                + "; iconv -f ISO-8859-1 -t UTF-8 makes it that, of Latin-1",
                        e)
                : e;
    }

    /** Of the record's first line; 0 before the first record. */
    long line() {
        return record == null ? 0 : record.getStartingLineNumber();
    }

    String field(int index) {
        return Objects.requireNonNull(record).getField(index);
    }

    List<String> fields() {
        return Objects.requireNonNull(record).getFields();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
