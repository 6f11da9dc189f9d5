// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.rnnc.runtime.model.ModelInfo;

/**
 * Rows that are read as they come; of each reader only as many are kept as a window looks at. Sequences of a batch that each
 * go on from window to window are far from each other, so each has a reader of its own.
 */
final class StreamedRows implements RowWindows.Rows {
    private final RowSource source;
    private final StreamPosition[] positions;
    private final int span;
    private StreamPosition current;
    private int clock;

    StreamedRows(RowSource source, ModelInfo info, List<ColumnFeed> feeds) {
        this.source = source;
        span = RowWindows.span(info, feeds);
        positions = new StreamPosition[info.carriesState() ? info.batch() : 1];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = new StreamPosition(source, span);
        }
        current = positions[0];
    }

    /** Reads all rows, and keeps none. */
    static int count(RowSource source) throws IOException {
        int count = 0;
        double[] row = new double[source.columns().size()];
        try (RowSource.RowReader reader = source.open()) {
            while (reader.next(row)) {
                count = Math.addExact(count, 1);
            }
        }
        return count;
    }

    @Override
    public void look(int from, int to) {
        current = nearest(from);
        current.use(++clock);
        try {
            current.look(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The reader that need not go far, or the one that was not asked for the longest time. */
    private StreamPosition nearest(int from) {
        StreamPosition idle = positions[0];
        for (StreamPosition position : positions) {
            if (position.isNear(from)) {
                return position;
            }
            if (position.used() < idle.used()) {
                idle = position;
            }
        }
        return idle;
    }

    @Override
    public double get(int row, int column) {
        return current.get(row, column);
    }

    @Override
    public List<String> columns() {
        return source.columns();
    }

    @Override
    public boolean isInMemory() {
        return false;
    }

    @Override
    public void close() {
        try {
            for (StreamPosition position : positions) {
                position.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
