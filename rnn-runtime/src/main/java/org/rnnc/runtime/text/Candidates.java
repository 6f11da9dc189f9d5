// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.text;

/** The best of many ways to go on, the best one first; of equal ones the first that was offered. */
final class Candidates {
    private final int[] beams;
    private final int[] tokens;
    private final double[] values;
    private int size;

    Candidates(int most) {
        beams = new int[most];
        tokens = new int[most];
        values = new double[most];
    }

    void clear() {
        size = 0;
    }

    void offer(int beam, int token, double value) {
        if (size == values.length && value <= values[size - 1]) {
            return;
        }
        int place = size < values.length ? size++ : size - 1;
        while (place > 0 && values[place - 1] < value) {
            beams[place] = beams[place - 1];
            tokens[place] = tokens[place - 1];
            values[place] = values[place - 1];
            place--;
        }
        beams[place] = beam;
        tokens[place] = token;
        values[place] = value;
    }

    int size() {
        return size;
    }

    int beam(int index) {
        return beams[index];
    }

    int token(int index) {
        return tokens[index];
    }

    double value(int index) {
        return values[index];
    }
}
