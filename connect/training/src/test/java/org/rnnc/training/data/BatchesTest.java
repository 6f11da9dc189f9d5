// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.rnnc.runtime.model.AxisSpec;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.training.metric.Metric;
import org.rnnc.training.metric.Metrics;

class BatchesTest {
    private static final ModelInfo STEPS = Infos.of(3, 4, false, List.of(Infos.KIND), Infos.TOMORROW);
    private static final ModelInfo LABELS = Infos.of(3, 4, false, List.of(Infos.KIND), Infos.LABEL);

    /** Sequence i has i mod 4 steps, whose numbers tell it and them. */
    private static Sequences sequences(int count) {
        Sequences sequences = Sequences.of(STEPS);
        for (int i = 0; i < count; i++) {
            int steps = i % 4;
            int number = i;
            double[] numbers =
                    IntStream.range(0, steps).mapToDouble(t -> 10 * number + t).toArray();
            sequences.add(steps, IntStream.range(0, steps).toArray(), numbers);
        }
        return sequences;
    }

    @Test
    void theLastBatchIsFilledUpWithSequencesOfNoSteps() {
        Batches batches = Batches.of(STEPS, sequences(6));
        assertEquals(2, batches.windows());
        Batch batch = batches.batch(0);
        assertArrayEquals(new int[] {0, 1, 2, 3}, batch.lengths());
        assertArrayEquals(new long[] {0, 1, 2, 3}, batch.ids());
        assertArrayEquals(new float[] {0, 10, 20, 30, 0, 0, 21, 31, 0, 0, 0, 32}, (float[]) batch.target(0));
        batches.batch(1);
        assertArrayEquals(new int[] {0, 1, 0, 0}, batch.lengths());
        assertEquals(4, batch.sequences(), "lengths say all that a trainer need know");
        assertEquals("6 examples in batches of 4", batches.toString());
        batches.dropLast();
        assertEquals(1, batches.windows());
        assertThrows(IndexOutOfBoundsException.class, () -> batches.batch(1));
    }

    @Test
    void targetsPerSequenceWouldCount() {
        Sequences six = Sequences.ofBatchMajor(LABELS, 6, 3, new int[18], new int[6]);
        refused(
                "6 examples do not fill batches of 4, and target label has one datum per sequence, so that sequences"
                        + " which fill up the last batch would count in the loss: dropLast() leaves out 2 examples in each"
                        + " epoch, or the loss ignores them: crossEntropy(label, ignore = -100) and ignoring(\"label\","
                        + " -100)",
                () -> Batches.of(LABELS, six).windows());
        assertEquals(1, Batches.of(LABELS, six).dropLast().windows());
        Batches ignoring = Batches.of(LABELS, six).ignoring("label", -100);
        assertArrayEquals(
                new int[] {0, 0, -100, -100}, (int[]) ignoring.batch(1).target("label"));
        assertArrayEquals(new int[] {0, 0, 0, 0}, (int[]) ignoring.batch(0).target("label"));
        refused(
                "target tomorrow has no tokens that could be ignored",
                () -> Batches.of(STEPS, six).ignoring("tomorrow", 0));
    }

    /** A metric counts each example once; a batch with filling that counts is not trained on. */
    @Test
    void metricsLeaveOutWhatFillsUp() {
        Sequences six = Sequences.ofBatchMajor(LABELS, 6, 3, new int[18], new int[] {0, 1, 2, 3, 4, 4});
        Batches batches = Batches.forEvaluation(LABELS, six);
        Metric hits = Metrics.accuracy(5);
        float[] predictions = new float[20];
        predictions[4] = 1;
        predictions[5] = 1;
        predictions[10] = 1;
        predictions[15] = 1;
        for (int window = 0; window < batches.windows(); window++) {
            hits.add(predictions, batches.batch(window), "label");
        }
        assertEquals(1.0 / 6, hits.value(), 1e-15);
        assertEquals(2, batches.batch(1).sequences());
        assertEquals(true, batches.batch(1).hasFillingThatCounts());
        assertFalse(batches.batch(0).hasFillingThatCounts());
    }

    @Test
    void eachEpochHasAnOrderThatFollowsFromItsNumber() {
        Batches batches = Batches.of(STEPS, sequences(11)).shuffled(3);
        List<Long> first = epoch(batches, 0);
        List<Long> second = epoch(batches, 1);
        assertNotEquals(first, second);
        assertEquals(second, epoch(Batches.of(STEPS, sequences(11)).shuffled(3), 1), "nothing is kept");
        assertNotEquals(first, epoch(Batches.of(STEPS, sequences(11)).shuffled(4), 0));
        assertEquals(first, epoch(batches, 0));
        Collections.sort(first);
        Collections.sort(second);
        assertEquals(first, second);
        assertEquals(LongList.upTo(11), first);
    }

    private static final class LongList {
        static List<Long> upTo(long count) {
            List<Long> all = new ArrayList<>();
            for (long i = 0; i < count; i++) {
                all.add(i);
            }
            return all;
        }
    }

    private static List<Long> epoch(Batches batches, int epoch) {
        batches.startEpoch(epoch);
        List<Long> ids = new ArrayList<>();
        for (int window = 0; window < batches.windows(); window++) {
            Arrays.stream(batches.batch(window).ids()).forEach(ids::add);
        }
        // The last one fills up.
        assertEquals(11L, ids.remove(11));
        return ids;
    }

    @Test
    void aStateThatIsCarriedOnNeedsItsOrder() throws IOException {
        ModelInfo carries = Infos.of(3, 2, true, List.of(Infos.KIND), Infos.TOMORROW);
        refused(
                "model M carries its state from window to window, and these examples do not begin where those before"
                        + " them end: windows of a series do, at every 3 rows",
                () -> Batches.of(carries, sequences(4)));
        double[][] rows =
                IntStream.range(0, 22).mapToObj(i -> new double[] {i, i % 5}).toArray(double[][]::new);
        Examples windows =
                Columns.of(carries).target("tomorrow", 1, "a").windows(Table.ofRows(List.of("a", "kind"), rows));
        Batches batches = Batches.of(carries, windows);
        assertEquals(3, batches.windows());
        assertArrayEquals(
                new float[] {1, 10, 2, 11, 3, 12}, (float[]) batches.batch(0).target(0));
        assertArrayEquals(
                new float[] {4, 13, 5, 14, 6, 15}, (float[]) batches.batch(1).target(0));
        refused(
                "model M carries its state from window to window, so that their order cannot be changed",
                () -> batches.shuffled(1));
    }

    @Test
    void examplesAreSequencesAlongOneAxis() {
        refused(
                "model M has steps of text and of translation, and examples are sequences along one axis: fill a Batch,"
                        + " which has lengths of each",
                () -> Batches.of(along(new AxisSpec("text", 3), new AxisSpec("translation", 3)), sequences(4)));
        refused(
                "model M is over trees, and examples are sequences: fill a Batch, which takes the shapes of trees",
                () -> Batches.of(along(new AxisSpec("tree", 3, true)), sequences(4)));
    }

    private static ModelInfo along(AxisSpec... axes) {
        ModelInfo one = Infos.of(3, 2, false, List.of(Infos.KIND), Infos.TOMORROW);
        return new ModelInfo(
                "M",
                "f",
                one.precision(),
                "plain",
                3,
                2,
                List.of(),
                List.of(),
                List.of(),
                false,
                List.of(axes),
                List.of());
    }

    @Test
    void whatIsReadAsItComesHasItsOrder() throws IOException {
        RowSource source = RowSource.of(
                List.of("kind"), () -> Collections.nCopies(30, new double[1]).iterator());
        Examples windows = Columns.of(STEPS).target("tomorrow", 0, "kind").windows(source);
        refused(
                "these examples are read as they come, in the order they have there; Table.read(...) gets the rows into"
                        + " memory, and any order is possible",
                () -> Batches.of(STEPS, windows).shuffled(1));
        refused(
                "these examples are read as they come, so that they cannot be split by chance; Table.read(...) gets rows"
                        + " into memory",
                () -> Split.byChance(windows, 0.5, 1));
        refused(
                "0 examples are too few for a batch of 4",
                () -> Batches.of(STEPS, sequences(0)).windows());
    }

    @Test
    void splitsByTimeAndByChance() {
        Table table = Table.ofRows(
                List.of("a"),
                IntStream.range(0, 10).mapToObj(i -> new double[] {i}).toArray(double[][]::new));
        Split<Table> byTime = Split.byTime(table, 0.3);
        assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5, 6}, byTime.training().column("a"));
        assertArrayEquals(new double[] {7, 8, 9}, byTime.heldOut().column("a"));
        Split<Examples> byChance = Split.byChance(sequences(20), 0.25, 5);
        assertEquals(15, byChance.training().count());
        List<Float> all = new ArrayList<>(firsts(byChance.training()));
        List<Float> held = firsts(byChance.heldOut());
        assertEquals(held, firsts(Split.byChance(sequences(20), 0.25, 5).heldOut()));
        assertNotEquals(held, firsts(Split.byChance(sequences(20), 0.25, 6).heldOut()));
        all.addAll(held);
        Collections.sort(all);
        assertEquals(firsts(sequences(20)).stream().sorted().toList(), all, "each in one part");
        refused("share held out 1.0 is not between 0 and 1", () -> Split.byTime(table, 1));
        refused("of 10 rows, a share of 0.01 leaves one part empty", () -> Split.byTime(table, 0.01));
    }

    private static List<Float> firsts(Examples examples) {
        List<Float> firsts = new ArrayList<>();
        Batches batches = Batches.of(STEPS, examples);
        for (int i = 0; i < examples.count(); i++) {
            if (examples.steps(i) > 0) {
                firsts.add(((float[]) batches.batch(i / 4).target(0))[i % 4]);
            }
        }
        return firsts;
    }

    @Test
    void anyOrderIsAsLikely() {
        int[] counts = new int[6];
        RandomSource random = RandomSource.of(1);
        for (int i = 0; i < 6000; i++) {
            int[] order = {0, 1, 2};
            random.shuffle(order);
            counts[order[0] * 2 + (order[1] > order[2] ? 1 : 0)]++;
        }
        for (int count : counts) {
            // Four standard deviations of 6000 draws with 1/6.
            assertEquals(1000, count, 116);
        }
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
