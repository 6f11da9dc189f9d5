// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.generated.DoubleBlock;
import org.rnnc.runtime.generated.FloatBlock;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.tensor.Tensor;

/** Wrong arguments get a message that names them, and nothing has changed. */
class MetricArgumentsTest {
    private final Metric accuracy = Metrics.accuracy(3);
    private final Metric bits = Metrics.bitsPerCharacter(3);
    private final Metric rmse = Metrics.rmse(2);
    private final Metric labels = Metrics.microLabelF1(2, 0.5);

    private static void assertRefused(String message, Metric metric, Consumer<Metric> wrong) {
        double before = metric.value();
        Exception e = assertThrows(IllegalArgumentException.class, () -> wrong.accept(metric));
        assertEquals(message, e.getMessage());
        assertEquals(before, metric.value());
    }

    @Test
    void lengthsOfArrays() {
        assertRefused(
                "predictions: length 4 is not a multiple of 3, the numbers of one",
                accuracy,
                m -> m.add(new float[4], new int[1], null));
        assertRefused(
                "targets: expected 2, one for each prediction of 3 numbers, found 3",
                accuracy,
                m -> m.add(new double[6], new int[3], null));
        assertRefused(
                "targets: expected 1, one for each prediction of 2 numbers, found 2",
                rmse,
                m -> m.add(new double[2], new double[4], null));
        assertRefused(
                "targets: length 3 is not a multiple of 2, the numbers of one",
                rmse,
                m -> m.add(new float[2], new float[3], null));
    }

    @Test
    void missingArrays() {
        assertRefused(
                "predictions: expected an array, found null", accuracy, m -> m.add((float[]) null, new int[1], null));
        assertRefused(
                "targets: expected 1, one for each prediction of 3 numbers, found null",
                accuracy,
                m -> m.add(new float[3], (int[]) null, null));
        assertRefused("targets: expected an array, found null", rmse, m -> m.add(new float[2], (float[]) null, null));
    }

    @Test
    void lengthsOfSequences() {
        assertRefused(
                "lengths: 4 predictions cannot belong to 3 sequences",
                accuracy,
                m -> m.add(new float[12], new int[4], new int[3]));
        assertRefused(
                "lengths: 4 predictions cannot belong to 0 sequences",
                accuracy,
                m -> m.add(new float[12], new int[4], new int[0]));
        assertRefused(
                "lengths: sequence 1 has length 3, expected 0 to 2",
                accuracy,
                m -> m.add(new float[12], new int[4], new int[] {2, 3}));
        assertRefused(
                "lengths: sequence 0 has length -1, expected 0 to 2",
                rmse,
                m -> m.add(new float[8], new float[8], new int[] {-1, 2}));
    }

    @Test
    void numbersAndTokens() {
        assertRefused(
                "targets: token 3 at index 1 is out of range, expected 0 to 2",
                accuracy,
                m -> m.add(new float[6], new int[] {0, 3}, null));
        assertRefused(
                "targets: token -1 at index 0 is out of range, expected 0 to 2",
                accuracy.ignoring(-100),
                m -> m.add(new float[6], new int[] {-1, 2}, null));
        assertRefused(
                "predictions: NaN at index 4",
                accuracy,
                m -> m.add(new double[] {1, 2, 3, 4, Double.NaN, 5}, new int[2], null));
        assertRefused(
                "targets: NaN at index 3", rmse, m -> m.add(new float[4], new float[] {1, 2, 3, Float.NaN}, null));
        assertRefused(
                "targets: 0.5 at index 3: expected 0 or 1",
                labels,
                m -> m.add(new float[4], new float[] {1, 0, 1, 0.5f}, null));
        assertRefused(
                "predictions: -2.0 at index 5 is no probability; are these logits, before the softmax?",
                bits,
                m -> m.add(new float[] {1, 0, 0, 0, 0, -2}, new int[2], null));
        assertRefused(
                "predictions: Infinity at index 2 is no logit",
                Metrics.perplexityOfLogits(3),
                m -> m.add(new double[] {1, 0, 1 / 0.0}, new int[1], null));
    }

    /** The first row is right, but must not count when the second is wrong. */
    @Test
    void aWindowCountsAsAWholeOrNotAtAll() {
        accuracy.add(new float[] {1, 0, 0}, new int[] {1}, null);
        assertRefused(
                "targets: token 9 at index 1 is out of range, expected 0 to 2",
                accuracy,
                m -> m.add(new float[] {1, 0, 0, 1, 0, 0}, new int[] {0, 9}, null));
        rmse.add(new double[] {1, 1}, new double[] {1, 1}, null);
        assertRefused(
                "predictions: NaN at index 2",
                rmse,
                m -> m.add(new double[] {5, 5, Double.NaN, 0}, new double[4], null));
    }

    @Test
    void kindsOfTargets() {
        assertRefused(
                "accuracy: targets are tokens, found numbers", accuracy, m -> m.add(new float[3], new float[3], null));
        assertRefused("RMSE: targets are numbers, found tokens", rmse, m -> m.add(new double[2], new int[1], null));
        assertThrows(IllegalStateException.class, () -> rmse.ignoring(0));
    }

    @Test
    void tensors() {
        Tensor floats = Tensor.of(
                "y",
                new int[] {2, 1, 3},
                null,
                new FloatBlock(new float[][] {{1, 0, 0}, {0, 0, 1}}, 0, 0, 2, 3, false));
        Batch tokens = batch(Precision.FLOAT, 2, new DataSpec("y", DataSpec.Kind.TOKEN, 3, true), new int[] {0, 1});
        accuracy.add(floats, tokens, "y");
        assertEquals(0.5, accuracy.value());
        accuracy.add(floats, tokens.lengths(new int[] {1}), "y");
        assertEquals(2 / 3.0, accuracy.value());
        Tensor doubles =
                Tensor.of("y", new int[] {1, 1, 2}, null, new DoubleBlock(new double[][] {{3, 4}}, 0, 0, 1, 2, false));
        DataSpec pair = new DataSpec("y", DataSpec.Kind.VECTOR, 2, true);
        rmse.add(doubles, batch(Precision.DOUBLE, 1, pair, new double[] {3, 4.5}), "y");
        rmse.add(doubles, batch(Precision.FLOAT, 1, pair, new float[] {3, 4.5f}), "y");
        assertEquals(Math.sqrt(0.125), rmse.value());
        assertRefused(
                "accuracy: target y: expected int[], found float[]",
                accuracy,
                m -> m.add(floats, batch(Precision.FLOAT, 1, pair, new float[2]), "y"));
        DataSpec token = new DataSpec("y", DataSpec.Kind.TOKEN, 2, false);
        assertRefused(
                "RMSE: target y: expected float[] or double[], found int[]",
                rmse,
                m -> m.add(doubles, batch(Precision.DOUBLE, 1, token, new int[1]), "y"));
        assertRefused(
                "RMSE: target y: expected float[] or double[], found null",
                rmse,
                m -> m.add(
                        doubles,
                        new Batch(
                                batch(Precision.DOUBLE, 1, pair, new double[2]).info()),
                        "y"));
        assertRefused("there is no target \"z\". There are: y", rmse, m -> m.add(doubles, tokens, "z"));
    }

    /** Lengths are those of steps: with one target per sequence they do not matter. */
    @Test
    void lengthsAreOfSteps() {
        Tensor once =
                Tensor.of("y", new int[] {2, 1}, null, new DoubleBlock(new double[][] {{3}, {5}}, 0, 0, 2, 1, false));
        ModelInfo info = new ModelInfo(
                "M",
                "f",
                Precision.DOUBLE,
                "plain",
                4,
                2,
                List.of(),
                List.of(),
                List.of(new DataSpec("y", DataSpec.Kind.VECTOR, 1, false)),
                false);
        Metric error = Metrics.rmse(1);
        error.add(once, Batch.of(info, new double[] {2, 6}).lengths(new int[] {0, 1}), "y");
        assertEquals(1, error.value());
    }

    private static Batch batch(Precision precision, int window, DataSpec target, Object data) {
        return Batch.of(
                new ModelInfo("M", "f", precision, "plain", window, 1, List.of(), List.of(), List.of(target), false),
                data);
    }

    @Test
    void settings() {
        assertThrows(IllegalArgumentException.class, () -> Metrics.accuracy(0));
        assertThrows(IllegalArgumentException.class, () -> Metrics.topAccuracy(3, 0));
        assertThrows(IllegalArgumentException.class, () -> Metrics.topAccuracy(3, 4));
        assertThrows(IllegalArgumentException.class, () -> Metrics.rmse(-1));
        assertThrows(IllegalArgumentException.class, () -> Metrics.binaryF1(3, 3));
        assertThrows(IllegalArgumentException.class, () -> Metrics.binaryF1(3, -1));
        assertThrows(IllegalArgumentException.class, () -> Metrics.labelAccuracy(3, Double.NaN));
    }
}
