// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A reader of rows with the last ones it has read, {@code span} of them. */
final class StreamPosition {
    private final RowSource source;
    private final double[][] kept;
    private RowSource.@Nullable RowReader reader;
    private int next;
    private int used;

    StreamPosition(RowSource source, int span) {
        this.source = source;
        kept = new double[span][source.columns().size()];
    }

    /** Whether a row is among those kept, or the next ones. */
    boolean isNear(int row) {
        return reader != null && row >= next - kept.length && row <= next + kept.length;
    }

    void use(int clock) {
        used = clock;
    }

    int used() {
        return used;
    }

    /** Reads on, or from the beginning again, until all of some rows are kept. */
    void look(int from, int to) throws IOException {
        RowSource.RowReader open = reader;
        if (open == null || from < next - kept.length) {
            close();
            open = source.open();
            reader = open;
            next = 0;
        }
        while (next < to) {
            if (!open.next(kept[next % kept.length])) {
                int found = next;
                close();
                throw new IOException(
                        "there are " + found + " rows only, and there were at least " + to + " when they were counted");
            }
            next++;
        }
    }

    double get(int row, int column) {
        return kept[row % kept.length][column];
    }

    void close() throws IOException {
        RowSource.RowReader open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }
}
