// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks;

import java.util.Arrays;
import java.util.List;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.tensor.Tensor;

/** Brings generated and hand-written networks to the same parameters. */
final class Parameters {
    private Parameters() {}

    /** A hand-written network where the generated one stands: parameters, Adagrad's memory and the state. */
    static HandWrittenCharRnn copied(CharRnn.Trainer trainer) {
        HandWrittenCharRnn copy = new HandWrittenCharRnn();
        read(trainer.model().parameters(), arrays(copy));
        read(trainer.optimizerState(), memory(copy));
        read(trainer.states(), List.of(copy.hs[0]));
        return copy;
    }

    /** The hand-written network's parameters, in the order of the generated one's. */
    static List<Object> arrays(HandWrittenCharRnn network) {
        return List.of(network.wxh, network.whh, network.bx, network.bh, network.why, network.by);
    }

    /** Adagrad's memory, in the same order. */
    static List<Object> memory(HandWrittenCharRnn network) {
        return List.of(network.mwxh, network.mwhh, network.mbx, network.mbh, network.mwhy, network.mby);
    }

    /** The gradients, in the same order. */
    static List<Object> gradients(HandWrittenCharRnn network) {
        return List.of(network.dwxh, network.dwhh, network.dbx, network.dbh, network.dwhy, network.dby);
    }

    /** The elements of a vector or matrix, one row after the other. */
    static float[] flat(Object array) {
        if (array instanceof float[] vector) {
            return vector.clone();
        }
        float[][] matrix = (float[][]) array;
        int columns = matrix[0].length;
        float[] flat = new float[matrix.length * columns];
        for (int i = 0; i < matrix.length; i++) {
            System.arraycopy(matrix[i], 0, flat, i * columns, columns);
        }
        return flat;
    }

    /** Numbers as inputs are: normal, mean 0, standard deviation 1. */
    static float[] random(int size) {
        RandomSource random = RandomSource.of(1);
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private static void read(List<Tensor> tensors, List<Object> arrays) {
        for (int i = 0; i < arrays.size(); i++) {
            read(tensors.get(i), arrays.get(i));
        }
    }

    private static void read(Tensor tensor, Object array) {
        float[] flat = new float[tensor.size()];
        tensor.read(flat);
        if (array instanceof float[] vector) {
            System.arraycopy(flat, 0, vector, 0, flat.length);
            return;
        }
        float[][] matrix = (float[][]) array;
        int columns = matrix[0].length;
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = Arrays.copyOfRange(flat, i * columns, (i + 1) * columns);
        }
    }
}
