// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.training.Goal;

/** Metrics beside numbers worked out by hand, and by other roads to the same numbers. */
class MetricsTest {
    /** Six predictions of three tokens: the likeliest are 0 0 1 1 2 2. */
    private static final double[] PREDICTIONS = {
        0.5, 0.25, 0.25, //
        0.5, 0.125, 0.375, //
        0.25, 0.5, 0.25, //
        0.125, 0.75, 0.125, //
        0.25, 0.25, 0.5, //
        0, 0.25, 0.75
    };

    private static final int[] TARGETS = {0, 2, 1, 1, 0, 2};

    private static double value(Metric metric) {
        metric.add(PREDICTIONS, TARGETS, null);
        return metric.value();
    }

    @Test
    void accuracyIsTheShareOfHits() {
        assertEquals(4 / 6.0, value(Metrics.accuracy(3)));
        assertEquals(1, value(Metrics.topAccuracy(3, 3)));
        // Target 0 of the fifth is as likely as token 1, which counts as less likely.
        assertEquals(1, value(Metrics.topAccuracy(3, 2)));
        Metric ties = Metrics.accuracy(3);
        ties.add(new float[] {1, 1, 1, 1, 1, 1}, new int[] {0, 1}, null);
        assertEquals(0.5, ties.value());
    }

    @Test
    void crossEntropiesAreMeansOfLogarithms() {
        // Probabilities of the targets: 1/2, 3/8, 1/2, 3/4, 1/4, 3/4.
        double product = 0.5 * 0.375 * 0.5 * 0.75 * 0.25 * 0.75;
        assertEquals(Math.pow(product, -1 / 6.0), value(Metrics.perplexity(3)), 1e-14);
        assertEquals(-Math.log(product) / Math.log(2) / 6, value(Metrics.bitsPerCharacter(3)), 1e-15);
        assertEquals(-Math.log(product) / 6, value(Metrics.crossEntropy(3)), 1e-15);
        Metric even = Metrics.bitsPerCharacter(8);
        float[] eighths = new float[32];
        Arrays.fill(eighths, 0.125f);
        even.add(eighths, new int[] {0, 7, 3, 1}, null);
        assertEquals(3, even.value(), 1e-15);
    }

    @Test
    void logitsGiveWhatTheirSoftmaxGives() {
        RandomSource random = RandomSource.of(5);
        double[] logits = random(random, 40 * 7, 6);
        double[] probabilities = new double[logits.length];
        for (int row = 0; row < 40; row++) {
            double sum = 0;
            for (int i = 0; i < 7; i++) {
                sum += Math.exp(logits[row * 7 + i]);
            }
            for (int i = 0; i < 7; i++) {
                probabilities[row * 7 + i] = Math.exp(logits[row * 7 + i]) / sum;
            }
        }
        int[] targets = IntStream.range(0, 40).map(i -> random.nextInt(7)).toArray();
        Metric ofLogits = Metrics.perplexityOfLogits(7);
        ofLogits.add(logits, targets, null);
        Metric ofProbabilities = Metrics.perplexity(7);
        ofProbabilities.add(probabilities, targets, null);
        assertEquals(ofProbabilities.value(), ofLogits.value(), 1e-12 * ofLogits.value());
        ofLogits.reset();
        ofLogits.add(new double[] {1000, 0, 0, 0, 0, 0, 0}, new int[] {1}, null);
        assertEquals(Double.POSITIVE_INFINITY, ofLogits.value(), "e^1000 is more than a double");
    }

    @Test
    void whatRoundedToZeroStaysFinite() {
        Metric bits = Metrics.bitsPerCharacter(2);
        bits.add(new float[] {1, 0}, new int[] {1}, null);
        assertEquals(149, bits.value(), 1e-12);
        bits.reset();
        bits.add(new float[] {1.0000001f, 0}, new int[] {0}, null);
        assertEquals(0, bits.value());
    }

    @Test
    void rmseIsOfAllNumbers() {
        Metric rmse = Metrics.rmse(2);
        rmse.add(new float[] {1, 2, 3, 4}, new float[] {1, 0, 0, 4}, null);
        assertEquals(Math.sqrt(13 / 4.0), rmse.value());
        rmse.add(new double[] {0, 0}, new double[] {5, 0}, null);
        assertEquals(Math.sqrt(38 / 6.0), rmse.value());
    }

    @Test
    void f1ByHand() {
        // token: both, predicted only, true only: 0: 1 1 1; 1: 2 0 0; 2: 1 1 1.
        assertEquals(0.5, value(Metrics.binaryF1(3, 0)));
        assertEquals(1, value(Metrics.binaryF1(3, 1)));
        assertEquals((0.5 + 1 + 0.5) / 3, value(Metrics.macroF1(3)), 1e-15);
        assertEquals(8 / 12.0, value(Metrics.microF1(3)));
        Metric nothingRight = Metrics.binaryF1(2, 1);
        nothingRight.add(new float[] {1, 0, 0, 1}, new int[] {1, 0}, null);
        assertEquals(0, nothingRight.value());
        nothingRight.reset();
        nothingRight.add(new float[] {1, 0}, new int[] {0}, null);
        assertEquals(0, nothingRight.value(), "nothing to find and nothing found");
    }

    @Test
    void macroLeavesOutWhatNeverOccurs() {
        double[] predictions = {1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0};
        Metric macro = Metrics.macroF1(4);
        macro.add(predictions, new int[] {0, 1, 1}, null);
        // Token 0: both 1, predicted only 1. Token 1: both 1, true only 1. Tokens 2 and 3: nothing.
        assertEquals((2 / 3.0 + 2 / 3.0) / 2, macro.value(), 1e-15);
    }

    /** By precision and recall, label after label. */
    private static double macroByHand(double[] predictions, int[] targets) {
        int size = predictions.length / targets.length;
        double sum = 0;
        int labels = 0;
        for (int label = 0; label < size; label++) {
            int hits = 0;
            int predicted = 0;
            int wanted = 0;
            for (int i = 0; i < targets.length; i++) {
                int likeliest = likeliest(Arrays.copyOfRange(predictions, i * size, (i + 1) * size));
                predicted += likeliest == label ? 1 : 0;
                wanted += targets[i] == label ? 1 : 0;
                hits += likeliest == label && targets[i] == label ? 1 : 0;
            }
            if (predicted + wanted > 0) {
                labels++;
                if (hits > 0) {
                    double precision = hits / (double) predicted;
                    double recall = hits / (double) wanted;
                    sum += 2 * precision * recall / (precision + recall);
                }
            }
        }
        return sum / labels;
    }

    private static int likeliest(double[] row) {
        return IntStream.range(0, row.length)
                .reduce((a, b) -> row[b] > row[a] ? b : a)
                .orElseThrow();
    }

    @Test
    void f1OfRandomPredictionsIsThatOfPrecisionAndRecall() {
        RandomSource random = RandomSource.of(11);
        for (int run = 0; run < 50; run++) {
            int size = 2 + random.nextInt(6);
            double[] predictions = random(random, size * 30, 1);
            int[] targets =
                    IntStream.range(0, 30).map(i -> random.nextInt(size)).toArray();
            Metric macro = Metrics.macroF1(size);
            macro.add(predictions, targets, null);
            assertEquals(macroByHand(predictions, targets), macro.value(), 1e-14);
            Metric micro = Metrics.microF1(size);
            micro.add(predictions, targets, null);
            Metric accuracy = Metrics.accuracy(size);
            accuracy.add(predictions, targets, null);
            assertEquals(accuracy.value(), micro.value(), 1e-15, "with one target each they are the same");
        }
    }

    @Test
    void labelsAreDecidedByTheirThreshold() {
        float[] predictions = {0.9f, 0.2f, 0.6f, 0.5f, 0.1f, 0.7f};
        float[] targets = {1, 1, 0, 1, 0, 1};
        Metric accuracy = Metrics.labelAccuracy(2, 0.5);
        accuracy.add(predictions, targets, null);
        assertEquals(3 / 6.0, accuracy.value());
        // Label 0: both 1, predicted only 1, true only 0. Label 1: both 1, predicted only 0, true only 2.
        Metric macro = Metrics.macroLabelF1(2, 0.5);
        macro.add(predictions, targets, null);
        assertEquals((2 / 3.0 + 2 / 4.0) / 2, macro.value(), 1e-15);
        Metric micro = Metrics.microLabelF1(2, 0.5);
        micro.add(predictions, targets, null);
        assertEquals(4 / 7.0, micro.value());
        Metric logit = Metrics.microLabelF1(1, 0);
        logit.add(new double[] {-1, 2, 0}, new double[] {0, 1, 1}, null);
        assertEquals(2 / 3.0, logit.value());
    }

    @Test
    void windowsAddUpAndAreForgotten() {
        for (Metric metric : all(3)) {
            Metric parts = all(3)[Arrays.asList(names(3)).indexOf(metric.name())];
            metric.add(PREDICTIONS, TARGETS, null);
            parts.add(new float[] {0, 1, 0}, new int[] {0}, null);
            parts.reset();
            assertTrue(Double.isNaN(parts.value()), metric.name());
            parts.add(Arrays.copyOf(PREDICTIONS, 6), Arrays.copyOf(TARGETS, 2), null);
            parts.add(new double[0], new int[0], null);
            parts.add(Arrays.copyOfRange(PREDICTIONS, 6, 18), Arrays.copyOfRange(TARGETS, 2, 6), null);
            assertEquals(metric.value(), parts.value(), metric.name());
            metric.reset();
            assertTrue(Double.isNaN(metric.value()), metric.name());
        }
    }

    @Test
    void onlyStepsThatExistCount() {
        // Three steps of two sequences, 3 and 1 long: rows 0 1 2 4 exist.
        double[] predictions = PREDICTIONS.clone();
        Arrays.fill(predictions, 9, 12, Double.NaN);
        Arrays.fill(predictions, 15, 18, -7);
        int[] targets = {0, 2, 1, -5, 0, 1000};
        double[] kept = new double[12];
        System.arraycopy(PREDICTIONS, 0, kept, 0, 9);
        System.arraycopy(PREDICTIONS, 12, kept, 9, 3);
        for (Metric metric : all(3)) {
            metric.add(predictions, targets, new int[] {3, 1});
            double found = metric.value();
            metric.reset();
            metric.add(kept, new int[] {0, 2, 1, 0}, null);
            assertEquals(metric.value(), found, metric.name());
        }
        Metric rmse = Metrics.rmse(3);
        double[] numbers = new double[18];
        Arrays.fill(numbers, 15, 18, Double.NaN);
        rmse.add(predictions, numbers, new int[] {3, 1});
        double found = rmse.value();
        rmse.reset();
        rmse.add(kept, new double[12], null);
        assertEquals(rmse.value(), found);
        rmse.reset();
        rmse.add(predictions, numbers, new int[] {0, 0});
        assertTrue(Double.isNaN(rmse.value()), "sequences without a step");
    }

    @Test
    void anIgnoredTargetCountsNothing() {
        for (int ignored : new int[] {2, -100}) {
            int[] targets =
                    Arrays.stream(TARGETS).map(t -> t == 2 ? ignored : t).toArray();
            for (Metric metric : all(3)) {
                metric.ignoring(ignored).add(PREDICTIONS, targets, null);
                double found = metric.value();
                metric.reset();
                metric.add(
                        new double[] {0.5, 0.25, 0.25, 0.25, 0.5, 0.25, 0.125, 0.75, 0.125, 0.25, 0.25, 0.5},
                        new int[] {0, 1, 1, 0},
                        null);
                assertEquals(metric.value(), found, metric.name());
            }
        }
    }

    @Test
    void floatsGiveWhatTheirDoublesGive() {
        RandomSource random = RandomSource.of(2);
        float[] floats = new float[60];
        double[] doubles = new double[60];
        for (int i = 0; i < 60; i++) {
            floats[i] = random.nextFloat();
            doubles[i] = floats[i];
        }
        int[] targets = IntStream.range(0, 12).map(i -> random.nextInt(5)).toArray();
        for (Metric metric : all(5)) {
            metric.add(floats, targets, new int[] {2, 3, 1, 0});
            double found = metric.value();
            metric.reset();
            metric.add(doubles, targets, new int[] {2, 3, 1, 0});
            assertEquals(metric.value(), found);
        }
    }

    @Test
    void sayWhatTheyAreAndWhatIsGood() {
        assertEquals("bits per character", Metrics.bitsPerCharacter(3).name());
        assertEquals(Goal.MINIMIZE, Metrics.rmse(3).goal());
        assertEquals(Goal.MAXIMIZE, Metrics.macroF1(3).goal());
        assertEquals(3, Metrics.accuracy(3).size());
        assertTrue(Goal.MAXIMIZE.isBetter(2, Goal.MAXIMIZE.worst(), 0));
        assertTrue(Goal.MINIMIZE.isBetter(2, Goal.MINIMIZE.worst(), 1));
    }

    private static Metric[] all(int size) {
        return new Metric[] {
            Metrics.accuracy(size),
            Metrics.topAccuracy(size, 2),
            Metrics.crossEntropy(size),
            Metrics.perplexity(size),
            Metrics.bitsPerCharacter(size),
            Metrics.binaryF1(size, 1),
            Metrics.macroF1(size),
            Metrics.microF1(size)
        };
    }

    private static String[] names(int size) {
        return Arrays.stream(all(size)).map(Metric::name).toArray(String[]::new);
    }

    private static double[] random(RandomSource random, int length, double scale) {
        return IntStream.range(0, length)
                .mapToDouble(i -> scale * random.nextDouble())
                .toArray();
    }
}
