// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.support;

import java.util.Objects;

/** Arithmetic on logical shapes. */
public final class Shapes {
    private Shapes() {}

    /** The number of elements; saturates instead of overflowing. An empty shape has one element. */
    public static long size(int[] shape) {
        long size = 1;
        for (int length : shape) {
            if (length < 0) {
                throw new IllegalArgumentException("shape " + text(shape) + " has a negative dimension");
            }
            long product = Math.multiplyHigh(size, length) == 0 ? size * length : -1;
            size = product < 0 ? Long.MAX_VALUE : product;
        }
        return size;
    }

    /** Writes a shape as {@code [3][4]}. */
    public static String text(int[] shape) {
        StringBuilder text = new StringBuilder();
        for (int length : shape) {
            text.append('[').append(length).append(']');
        }
        return text.length() == 0 ? "[]" : text.toString();
    }

    /** The place of the element that comes after {@code flat} others. */
    public static int[] index(int[] shape, int flat) {
        int[] index = new int[shape.length];
        int rest = flat;
        for (int i = shape.length - 1; i >= 0; i--) {
            index[i] = rest % shape[i];
            rest /= shape[i];
        }
        return index;
    }

    public static int flatIndex(String name, int[] shape, int[] index) {
        Objects.requireNonNull(index, "index");
        if (index.length != shape.length) {
            throw new IllegalArgumentException("tensor " + name + " has " + shape.length + " dimensions (" + text(shape)
                    + "), the index has " + index.length);
        }
        int flat = 0;
        for (int i = 0; i < index.length; i++) {
            if (index[i] < 0 || index[i] >= shape[i]) {
                throw new IndexOutOfBoundsException(
                        "tensor " + name + ": index " + text(index) + " is outside " + text(shape));
            }
            flat = flat * shape[i] + index[i];
        }
        return flat;
    }
}
