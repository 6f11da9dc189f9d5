// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.random;

/** Sorts indices by weight in place, which the JDK can do only with allocation. */
final class Heap {
    private Heap() {}

    /** Fills {@code order} with all indices, heaviest first, of equal ones the lower first. */
    static void sortDescending(double[] weights, int[] order) {
        int size = order.length;
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        for (int i = size / 2 - 1; i >= 0; i--) {
            siftDown(weights, order, i, size);
        }
        // The root is the last in the wanted order, so the heap gives the order from its end.
        for (int end = size - 1; end > 0; end--) {
            int last = order[0];
            order[0] = order[end];
            order[end] = last;
            siftDown(weights, order, 0, end);
        }
    }

    private static void siftDown(double[] weights, int[] order, int from, int size) {
        int parent = from;
        int moved = order[parent];
        while (2 * parent + 1 < size) {
            int child = 2 * parent + 1;
            if (child + 1 < size && comesFirst(weights, order[child], order[child + 1])) {
                child++;
            }
            if (!comesFirst(weights, moved, order[child])) {
                break;
            }
            order[parent] = order[child];
            parent = child;
        }
        order[parent] = moved;
    }

    private static boolean comesFirst(double[] weights, int a, int b) {
        return weights[a] > weights[b] || (weights[a] == weights[b] && a < b);
    }
}
