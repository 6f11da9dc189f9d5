// SPDX-License-Identifier: Apache-2.0
package org.rnnc.spark;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;
import org.rnnc.runtime.tensor.Tensors;
import org.rnnc.training.WindowSource;

/** The same training without Spark, by a trainer for each part and the runtime's own sums. */
final class OneJvm {
    private final Model model = new Texts().newModel();
    private final Trainer[] trainers;
    private final WindowSource source = new Texts().newSource();
    private long window;

    OneJvm(int parts) {
        trainers = new Trainer[parts];
        Arrays.setAll(trainers, i -> model.newTrainer());
    }

    Model model() {
        return model;
    }

    void update() {
        for (int part = 0; part < trainers.length; part++) {
            trainers[part].setUpdates(trainers[0].updates());
            trainers[part].gradients(batch(part, 0));
        }
        sum(0, trainers.length);
        divide(trainers[0].gradients(), trainers.length);
        trainers[0].update();
        window += trainers.length;
    }

    /** The left half is as large a power of two as there is. */
    private void sum(int from, int end) {
        if (end - from > 1) {
            int middle = from + Integer.highestOneBit(end - from - 1);
            sum(from, middle);
            sum(middle, end);
            trainers[from].addGradients(trainers[middle].gradients());
        }
    }

    private Batch batch(int part, int update) {
        Batch batch = source.batch((int) ((window + (long) update * trainers.length + part) % source.windows()));
        long[] ids = new long[model.info().batch()];
        Arrays.setAll(ids, i -> (long) part * ids.length + i);
        return batch.ids(ids);
    }

    private static void divide(List<Tensor> tensors, int divisor) {
        Map<Tensor, double[]> values = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            values.put(
                    tensor,
                    Arrays.stream(tensor.toArray())
                            .map(number -> (float) (number / divisor))
                            .toArray());
        }
        Tensors.write(values);
    }

    /** For two parts: the means of what each has become after some updates of its own. */
    static double[][] averaged(int count) {
        double[][] sums = null;
        for (int part = 0; part < 2; part++) {
            OneJvm own = new OneJvm(2);
            for (int i = 0; i < count; i++) {
                own.trainers[0].train(own.batch(part, i));
            }
            double[][] numbers = numbers(own.model);
            if (sums == null) {
                sums = numbers;
            } else {
                for (int i = 0; i < sums.length; i++) {
                    for (int k = 0; k < sums[i].length; k++) {
                        sums[i][k] = (float) (sums[i][k] + numbers[i][k]) / 2;
                    }
                }
            }
        }
        return sums;
    }

    static double[][] numbers(Model model) {
        return model.parameters().stream().map(Tensor::toArray).toArray(double[][]::new);
    }
}
