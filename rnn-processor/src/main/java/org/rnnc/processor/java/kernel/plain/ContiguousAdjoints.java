// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.plain;

/**
 * Neighbouring adjoints whose gradients are neighbours.
 *
 * @param rows the argument with their rows
 * @param once whether there is a single row, the same at each step
 * @param continues whether the gradient goes on from what is there
 */
record ContiguousAdjoints(String rows, boolean once, int outOffset, int rowOffset, int width, boolean continues) {
    boolean continuedBy(ContiguousAdjoints next) {
        return rows.equals(next.rows)
                && next.outOffset == outOffset + width
                && next.rowOffset == rowOffset + width
                && next.continues == continues;
    }

    /** The same with its neighbour. */
    ContiguousAdjoints and(ContiguousAdjoints next) {
        return new ContiguousAdjoints(rows, once, outOffset, rowOffset, width + next.width, continues);
    }
}
