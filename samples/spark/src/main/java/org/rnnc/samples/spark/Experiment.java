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
    private double seconds;

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
        long start = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
            losses.add(each == 0 ? training.update() : training.average(each));
        }
        seconds = (System.nanoTime() - start) / 1e9;
    }

    List<Double> losses() {
        return losses;
    }

    double seconds() {
        return seconds;
    }

    Letters model() {
        return model;
    }

    /** The windows of 16 sequences that were read. */
    long windows(int each) {
        return (long) losses.size() * parts * Math.max(1, each);
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
