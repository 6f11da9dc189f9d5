// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.spark.api.java.JavaSparkContext;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;
import org.rnnc.spark.SparkTraining;

/** Trains the network, all parts at each step or with averages now and then, and watches the time. */
final class Experiment {
    private final Letters model = Letters.create(1);
    private final List<Double> losses = new ArrayList<>();
    private final int parts;
    private final SparkTraining training;
    private final List<Double> seconds = new ArrayList<>();

    Experiment(JavaSparkContext spark, SourceText text, int parts) {
        this.parts = parts;
        Trainer trainer = model.newTrainer();
        training = SparkTraining.over(spark, trainer, text, parts);
    }

    /**
     * Trains.
     *
     * @param rounds how often executors are asked
     * @param each updates that each part makes by itself in a round; 0 for one of all parts together
     */
    void run(int rounds, int each) throws IOException {
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            losses.add(each == 0 ? training.update() : training.average(each));
            seconds.add((System.nanoTime() - start) / 1e9);
        }
    }

    List<Double> losses() {
        return losses;
    }

    double seconds() {
        return seconds(0);
    }

    private double seconds(int from) {
        return seconds.subList(from, seconds.size()).stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    Letters model() {
        return model;
    }

    /** Windows of 16 sequences a second in the last half of the rounds, when the JVMs have compiled what they run. */
    double windowsPerSecond(int each) {
        int from = seconds.size() / 2;
        return (double) (seconds.size() - from) * parts * Math.max(1, each) / seconds(from);
    }

    /** A checksum of all parameters, to compare runs by. */
    String parameters() {
        CRC32C sum = new CRC32C();
        for (Tensor tensor : model.parameters()) {
            float[] numbers = new float[tensor.size()];
            tensor.read(numbers);
            for (float number : numbers) {
                int bits = Float.floatToRawIntBits(number);
                for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                    sum.update(bits >>> shift);
                }
            }
        }
        return String.format("%08x", sum.getValue());
    }
}
