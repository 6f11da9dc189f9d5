// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.layout;

/**
 * A buffer whose rows are those of another, in another order: it costs references, and no copies.
 *
 * @param buffer the view
 * @param source what it shows
 * @param absent rows by sequence to show where there is no step: before the first one, or of an empty sequence; null for
 *     zeros
 */
public record View(Buffer buffer, Kind kind, Buffer source, Buffer absent) {
    public enum Kind {
        /** The row of the step with the next smaller number. */
        BEFORE,
        /** The row of the step with the next larger number. */
        AFTER,
        /** Rows by place, shown by sequence. */
        BY_SEQUENCE,
        /** Of each sequence its first step. */
        FIRST,
        /** Of each sequence its last step. */
        LAST,
        /** A row per sequence at its first step, zeros at the others. */
        AT_FIRST,
        /** A row per sequence at its last step, zeros at the others. */
        AT_LAST,
        /** A row per sequence if it is empty, else zeros. */
        OF_EMPTY
    }
}
