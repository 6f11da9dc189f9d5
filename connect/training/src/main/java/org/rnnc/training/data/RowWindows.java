// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import java.util.List;
import java.util.Objects;
import org.rnnc.runtime.model.ModelInfo;

/** Windows of rows: window i begins at row {@code i * stride}. */
final class RowWindows implements Examples {
    /** The rows that windows are cut from. */
    interface Rows {
        /** Makes rows available until the next call. */
        void look(int from, int to);

        double get(int row, int column);

        List<String> columns();

        boolean isInMemory();

        void close();
    }

    private final ModelInfo info;
    private final List<ColumnFeed> feeds;
    private final int[][] columns;
    private final int stride;
    private final int count;
    private final int span;
    private final Rows rows;

    RowWindows(ModelInfo info, List<ColumnFeed> feeds, int stride, int rowCount, Rows rows) {
        this.info = info;
        this.feeds = feeds;
        this.columns = feeds.stream().map(feed -> feed.find(rows.columns())).toArray(int[][]::new);
        this.stride = stride;
        this.rows = rows;
        span = span(info, feeds);
        count = rowCount < span ? 0 : (rowCount - span) / stride + 1;
    }

    /** How many rows a window looks at. */
    static int span(ModelInfo info, List<ColumnFeed> feeds) {
        return info.window() + feeds.stream().mapToInt(ColumnFeed::ahead).max().orElse(0);
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int steps(int example) {
        return info.window();
    }

    @Override
    public boolean areConsecutive() {
        return stride == info.window();
    }

    @Override
    public boolean isInMemory() {
        return rows.isInMemory();
    }

    @Override
    public void close() {
        rows.close();
    }

    @Override
    public void fill(int example, Lane lane) {
        int first = Objects.checkIndex(example, count) * stride;
        rows.look(first, first + span);
        for (int i = 0; i < columns.length; i++) {
            ColumnFeed feed = feeds.get(i);
            boolean isInput = feed.datum() < info.inputs().size();
            if (feed.spec().perStep()) {
                for (int step = 0; step < info.window(); step++) {
                    put(feed, columns[i], first + step + feed.ahead(), step, lane);
                }
            } else {
                // What is known of a sequence is known at its beginning; what it is compared with, at its end.
                put(feed, columns[i], isInput ? first : first + info.window() - 1 + feed.ahead(), 0, lane);
            }
        }
    }

    private void put(ColumnFeed feed, int[] its, int row, int step, Lane lane) {
        switch (feed.spec().kind()) {
            case TOKEN -> lane.token(feed.datum(), step, feed.token(rows.get(row, its[0]), row));
            case VECTOR -> {
                for (int element = 0; element < its.length; element++) {
                    lane.number(feed.datum(), step, element, rows.get(row, its[element]));
                }
            }
        }
    }
}
