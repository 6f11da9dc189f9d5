// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.pack;

/**
 * Where a matrix is: in arrays of a pack's layout.
 *
 * @param pack the layout, and which arrays of that layout
 * @param parameter whose place in it
 * @param isGradient whether it is in the pack's gradient
 */
public record Stored(Pack pack, int parameter, boolean isGradient) {
    /** Where the matrix begins in each array. */
    public int offset() {
        return pack.offsetOf(parameter);
    }
}
