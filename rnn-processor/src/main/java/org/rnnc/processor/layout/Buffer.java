// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.layout;

/**
 * Rows of one length that values are stored in: arrays of their own, since that is what the JIT vectorises.
 *
 * @param name unique within a layout; good enough for a field
 * @param width numbers of a row, padded; 0 for tokens, which are plain ints
 */
public record Buffer(String name, Kind kind, int width) {
    public enum Kind {
        /** One row. */
        ONCE,
        /** A row for each sequence. */
        SEQUENCE,
        /** A row for each sequence, used anew at each step. */
        SCRATCH,
        /** A row for each step of each sequence, the sequences of a step side by side. */
        STEP
    }

    /** How many rows for {@code steps} steps of {@code batch} sequences. */
    public int rows(int steps, int batch) {
        return switch (kind) {
            case ONCE -> 1;
            case SEQUENCE, SCRATCH -> batch;
            case STEP -> Math.multiplyExact(steps, batch);
        };
    }

    /** The name, and the shape of its rows. */
    String explain() {
        String row = isTokens() ? "" : "[" + width + "]";
        return switch (kind) {
            case ONCE -> name + " " + row;
            case SEQUENCE -> name + " [sequence]" + row;
            case SCRATCH -> name + " [sequence]" + row + ", used anew at each step";
            case STEP -> name + " [step][sequence]" + row;
        };
    }

    public boolean isTokens() {
        return width == 0;
    }
}
