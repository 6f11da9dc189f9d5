// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.rnnc.runtime.random.RandomSource;

/**
 * Data in two parts: one to learn from, one held out to see what was learned.
 *
 * <p>What has an order of time is split by time: a model that has seen the day after is no judge of the day before. Windows
 * that overlap share their rows, so they are split as rows, before they are cut into windows.
 *
 * @param training to learn from
 * @param heldOut to be judged by
 * @param <T> {@link Table} or {@link Examples}
 */
public record Split<T>(T training, T heldOut) {
    /**
     * Checks that both are there.
     *
     * @param training to learn from
     * @param heldOut to be judged by
     */
    public Split {
        Objects.requireNonNull(training, "training");
        Objects.requireNonNull(heldOut, "heldOut");
    }

    /**
     * Splits rows: the first to learn from, the last held out.
     *
     * @param table rows in the order of time
     * @param heldOut share of the rows that is held out, above 0 and below 1
     * @return both parts, which share the table's memory
     * @throws IllegalArgumentException if the share is out of range, or one part would be empty
     */
    public static Split<Table> byTime(Table table, double heldOut) {
        Objects.requireNonNull(table, "table");
        int cut = table.rows() - heldOut(table.rows(), heldOut, "rows");
        return new Split<>(table.slice(0, cut), table.slice(cut, table.rows()));
    }

    /**
     * Splits examples by chance. The same seed gives the same parts.
     *
     * @param examples that do not overlap
     * @param heldOut share of the examples that is held out, above 0 and below 1
     * @param seed any number
     * @return both parts; each has its examples in their old order
     * @throws IllegalArgumentException if the share is out of range, one part would be empty, or the examples are read as they
     *     come
     */
    public static Split<Examples> byChance(Examples examples, double heldOut, long seed) {
        Objects.requireNonNull(examples, "examples");
        if (!examples.isInMemory()) {
            throw new IllegalArgumentException("these examples are read as they come, so that they cannot be split by"
                    + " chance; Table.read(...) gets rows into memory");
        }
        int[] order = IntStream.range(0, examples.count()).toArray();
        int held = heldOut(order.length, heldOut, "examples");
        RandomSource.of(seed).split("split").shuffle(order);
        int[] training = Arrays.copyOfRange(order, held, order.length);
        int[] rest = Arrays.copyOf(order, held);
        Arrays.sort(training);
        Arrays.sort(rest);
        return new Split<>(new ChosenExamples(examples, training), new ChosenExamples(examples, rest));
    }

    private static int heldOut(int count, double share, String what) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("share held out " + share + " is not between 0 and 1");
        }
        int held = (int) Math.round(count * share);
        if (held == 0 || held == count) {
            throw new IllegalArgumentException(
                    "of " + count + " " + what + ", a share of " + share + " leaves one part empty");
        }
        return held;
    }

    /** Some of others. */
    private record ChosenExamples(Examples all, int[] chosen) implements Examples {
        @Override
        public int count() {
            return chosen.length;
        }

        @Override
        public int steps(int example) {
            return all.steps(chosen[example]);
        }

        @Override
        public void fill(int example, Lane lane) {
            all.fill(chosen[example], lane);
        }
    }
}
