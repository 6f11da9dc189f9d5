// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.golden;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A tensor of a golden case, row-major; whole numbers and floats are exact in {@code double}. */
record GoldenTensor(String name, int[] shape, double[] values) {
    GoldenTensor {
        if (Arrays.stream(shape).reduce(1, Math::multiplyExact) != values.length) {
            throw new IllegalArgumentException(name + Arrays.toString(shape) + " of " + values.length + " numbers");
        }
    }

    /** {@code [batch][steps]...} as {@code [steps][batch]...}. */
    GoldenTensor swapped() {
        int inner = Arrays.stream(shape).skip(2).reduce(1, Math::multiplyExact);
        double[] result = new double[values.length];
        for (int i = 0; i < shape[0]; i++) {
            for (int j = 0; j < shape[1]; j++) {
                System.arraycopy(values, (i * shape[1] + j) * inner, result, (j * shape[0] + i) * inner, inner);
            }
        }
        int[] swapped = shape.clone();
        swapped[0] = shape[1];
        swapped[1] = shape[0];
        return new GoldenTensor(name, swapped, result);
    }

    /** What has a first index of {@code from} (inclusive) to {@code to}. */
    GoldenTensor range(int from, int to) {
        int inner = values.length / shape[0];
        int[] part = shape.clone();
        part[0] = to - from;
        return new GoldenTensor(
                name + "[" + from + ".." + to + "]", part, Arrays.copyOfRange(values, from * inner, to * inner));
    }

    /** What has a first index of {@code index}, without that dimension. */
    GoldenTensor at(int index) {
        GoldenTensor range = range(index, index + 1);
        return new GoldenTensor(name + "[" + index + "]", Arrays.copyOfRange(shape, 1, shape.length), range.values());
    }

    int[] ints() {
        return Arrays.stream(values).mapToInt(value -> (int) value).toArray();
    }

    float[] floats() {
        float[] result = new float[values.length];
        IntStream.range(0, values.length).forEach(i -> result[i] = (float) values[i]);
        return result;
    }
}
