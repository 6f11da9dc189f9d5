// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.panel;

/**
 * One flat array for a pack, in panels: eight positions of all vectors, one vector after the other, then the next eight.
 * Generated code calls these.
 */
public final class Panels {
    static final int WIDTH = 8;

    private Panels() {}

    /** Where an element is, in a pack of so many vectors. */
    public static int at(int vectors, int vector, int position) {
        return (position / WIDTH * vectors + vector) * WIDTH + position % WIDTH;
    }

    /** Copies part of a vector into a row. */
    public static void gather(float[] panels, int vectors, int vector, int first, int count, float[] row) {
        for (int i = 0; i < count; i++) {
            row[i] = panels[at(vectors, vector, first + i)];
        }
    }

    /** Copies part of a vector into a row. */
    public static void gather(double[] panels, int vectors, int vector, int first, int count, double[] row) {
        for (int i = 0; i < count; i++) {
            row[i] = panels[at(vectors, vector, first + i)];
        }
    }

    /** Copies a row into part of a vector. */
    public static void scatter(float[] row, int count, float[] panels, int vectors, int vector, int first) {
        for (int i = 0; i < count; i++) {
            panels[at(vectors, vector, first + i)] = row[i];
        }
    }

    /** Copies a row into part of a vector. */
    public static void scatter(double[] row, int count, double[] panels, int vectors, int vector, int first) {
        for (int i = 0; i < count; i++) {
            panels[at(vectors, vector, first + i)] = row[i];
        }
    }
}
