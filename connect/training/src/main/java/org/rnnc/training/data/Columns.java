// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.ModelInfo;

/**
 * Says which columns of some rows are a model's inputs and targets, and cuts the rows into windows:
 *
 * <pre>{@code
 * Examples days = Columns.of(model.info())
 *         .input("day", "temp_max", "temp_min", "rain", "wind")
 *         .target("tomorrow", 1, "temp_max")
 *         .windows(table);
 * }</pre>
 *
 * <p>Row r of a window is its step r. An input that has one number, or is a token, and is not said takes the column of its own
 * name. Tokens are whole numbers. Immutable, safe for all threads.
 */
public final class Columns {
    private final ModelInfo info;
    private final List<ColumnFeed> feeds;
    private final int stride;

    private Columns(ModelInfo info, List<ColumnFeed> feeds, int stride) {
        this.info = info;
        this.feeds = feeds;
        this.stride = stride;
    }

    /**
     * Nothing is said yet.
     *
     * @param info of the model
     * @return to be gone on with
     */
    public static Columns of(ModelInfo info) {
        return new Columns(Objects.requireNonNull(info, "info"), List.of(), 0);
    }

    /**
     * Says what an input is made of.
     *
     * @param name of the input
     * @param columns one for each of its numbers; one for a token
     * @return the same with this input
     * @throws IllegalArgumentException if there is no such input, it was said before, or the number of columns is not its size
     */
    public Columns input(String name, String... columns) {
        return with(index(name, info.inputs(), "input"), 0, columns);
    }

    /**
     * Says what a target is made of.
     *
     * @param name of the output that has it
     * @param ahead how many rows after its step's own: 0 for the same row, 1 for the next. The target of a sequence is counted
     *     from the window's last row
     * @param columns one for each of its numbers; one for a token
     * @return the same with this target
     * @throws IllegalArgumentException if there is no such target, it was said before, {@code ahead} is negative, or the number
     *     of columns is not its size
     */
    public Columns target(String name, int ahead, String... columns) {
        if (ahead < 0) {
            throw new IllegalArgumentException("target " + name + ": " + ahead + " rows ahead is negative");
        }
        return with(info.inputs().size() + index(name, info.targets(), "target"), ahead, columns);
    }

    /**
     * Says where windows begin. If nothing is said, they lie side by side where all targets are per step or the model carries
     * its state on, and else begin at every row.
     *
     * @param rows at every so many rows
     * @return the same with this distance
     * @throws IllegalArgumentException if it is below 1
     */
    public Columns every(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("a window at every " + rows + " rows: expected 1 or more");
        }
        return new Columns(info, feeds, rows);
    }

    /**
     * Cuts rows into windows. What does not fill a window is left out.
     *
     * @param rows a {@link Table}, any of whose windows can be had at any time; else windows are read in their order, and the
     *     rows are counted once, now
     * @return an example for each window
     * @throws IOException if the rows cannot be read
     * @throws IllegalArgumentException if an input or target is not said, a column is not there, or a token is none
     */
    public Examples windows(RowSource rows) throws IOException {
        Objects.requireNonNull(rows, "rows");
        List<ColumnFeed> all = complete(rows.columns());
        all.forEach(feed -> feed.find(rows.columns()));
        int distance = stride > 0 ? stride : defaultStride();
        return rows instanceof Table table
                ? new RowWindows(info, all, distance, table.rows(), new TableRows(table))
                : new RowWindows(info, all, distance, StreamedRows.count(rows), new StreamedRows(rows, info, all));
    }

    private int defaultStride() {
        return info.carriesState() || info.targets().stream().allMatch(DataSpec::perStep) ? info.window() : 1;
    }

    private List<ColumnFeed> complete(List<String> columns) {
        List<ColumnFeed> all = new ArrayList<>(feeds);
        for (int datum = 0; datum < info.inputs().size() + info.targets().size(); datum++) {
            int index = datum;
            if (all.stream().noneMatch(feed -> feed.datum() == index)) {
                DataSpec spec = spec(datum);
                boolean isInput = datum < info.inputs().size();
                if (!isInput || spec.width() > 1 || !columns.contains(spec.name())) {
                    String call =
                            isInput ? ".input(\"" + spec.name() + "\", " : ".target(\"" + spec.name() + "\", ahead, ";
                    throw new IllegalArgumentException(what(datum) + ": of which columns? " + call
                            + "...) says it. There are: " + String.join(", ", columns));
                }
                all.add(new ColumnFeed(datum, spec, 0, List.of(spec.name())));
            }
        }
        return all;
    }

    private Columns with(int datum, int ahead, String... columns) {
        DataSpec spec = spec(datum);
        if (feeds.stream().anyMatch(feed -> feed.datum() == datum)) {
            throw new IllegalArgumentException(what(datum) + " was said already");
        }
        if (columns.length != spec.width()) {
            throw new IllegalArgumentException(what(datum) + " takes " + spec.width()
                    + (spec.width() == 1 ? " column" : " columns") + ", found " + columns.length);
        }
        List<ColumnFeed> more = new ArrayList<>(feeds);
        more.add(new ColumnFeed(datum, spec, ahead, List.of(columns)));
        return new Columns(info, List.copyOf(more), stride);
    }

    private DataSpec spec(int datum) {
        int inputs = info.inputs().size();
        return datum < inputs ? info.inputs().get(datum) : info.targets().get(datum - inputs);
    }

    private String what(int datum) {
        return (datum < info.inputs().size() ? "input " : "target ")
                + spec(datum).name();
    }

    private int index(String name, List<DataSpec> specs, String what) {
        Objects.requireNonNull(name, "name");
        for (int i = 0; i < specs.size(); i++) {
            if (specs.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("model " + info.name() + " has no " + what + " \"" + name + "\". There are: "
                + String.join(", ", specs.stream().map(DataSpec::name).toList()));
    }
}
