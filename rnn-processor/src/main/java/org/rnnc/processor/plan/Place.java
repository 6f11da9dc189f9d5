// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.plan;

/**
 * Where a value is.
 *
 * @param offset of its first number within each row
 * @param firstStep how many steps its first row lies after the buffer's first row: 1 for what follows an initial value
 * @param only the one step it has rows for, if it is a view of one; else -1
 */
public record Place(Buffer buffer, int offset, int firstStep, int only) {
    Place(Buffer buffer, int offset) {
        this(buffer, offset, 0, -1);
    }

    /** Whether there is a row for each step. */
    public boolean movesWithTime() {
        return only < 0 && (buffer.kind() == Buffer.Kind.STEP || buffer.kind() == Buffer.Kind.STATE);
    }
}
