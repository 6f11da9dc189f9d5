// SPDX-License-Identifier: Apache-2.0
package org.rnnc.csv;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.text.Vocabulary;
import org.rnnc.training.data.RowSource;

/** Turns records into rows of numbers. */
final class CsvRows implements RowSource.RowReader {
    private final CsvText text;
    private final CsvRecords records;
    private final int fields;
    private final List<String> columns;
    private final int[] indices;
    private final Map<String, Vocabulary> categories;
    private final Missing[] missing;
    private final double[] previous;
    private boolean isFirst = true;

    CsvRows(
            CsvText text,
            CsvRecords records,
            int fields,
            List<String> columns,
            int[] indices,
            Map<String, Vocabulary> categories,
            Missing[] missing) {
        this.text = text;
        this.records = records;
        this.fields = fields;
        this.columns = columns;
        this.indices = indices;
        this.categories = categories;
        this.missing = missing;
        previous = new double[indices.length];
    }

    @Override
    public boolean next(double[] row) throws IOException {
        while (records.next(fields)) {
            if (!isSkipped()) {
                for (int i = 0; i < indices.length; i++) {
                    previous[i] = value(i);
                }
                isFirst = false;
                System.arraycopy(previous, 0, row, 0, previous.length);
                return true;
            }
        }
        return false;
    }

    private boolean isSkipped() {
        for (int i = 0; i < indices.length; i++) {
            if (missing[i] == Missing.SKIP_ROW && CsvText.isMissing(records.field(indices[i]))) {
                return true;
            }
        }
        return false;
    }

    private double value(int i) throws CsvException {
        String field = records.field(indices[i]);
        if (CsvText.isMissing(field)) {
            if (missing[i] == Missing.PREVIOUS && !isFirst) {
                return previous[i];
            }
            throw isFirst && missing[i] == Missing.PREVIOUS
                    ? wrong(i, "the first value is missing, and there is none before it", null)
                    : wrong(i, "a value is missing", CsvException.Remedy.RULE_FOR_MISSING);
        }
        Vocabulary values = categories.get(columns.get(i));
        if (values != null) {
            try {
                return values.token(field);
            } catch (IllegalArgumentException e) {
                throw wrong(i, "\"" + field + "\" is none of its " + values.size() + " categories", null);
            }
        }
        double number = text.number(field);
        if (Double.isNaN(number)) {
            boolean hasComma = !Double.isNaN(new CsvText("", ';', text.text(), true).number(field));
            throw wrong(
                    i,
                    "\"" + field + "\" is not a number",
                    hasComma ? CsvException.Remedy.DECIMAL_COMMA : CsvException.Remedy.CHOICE_OF_COLUMNS);
        }
        if (Double.isInfinite(number)) {
            throw wrong(i, "\"" + field + "\" is not a finite number", null);
        }
        return number;
    }

    private CsvException wrong(int i, String problem, CsvException.@Nullable Remedy remedy) {
        return new CsvException(text.name(), records.line(), columns.get(i), problem, remedy, null);
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
