// SPDX-License-Identifier: Apache-2.0
package org.rnnc.csv;

/**
 * What becomes of a row in which a value is missing: it is empty, or one of {@code NA}, {@code N/A}, {@code NaN} and {@code
 * null}, in capitals or not.
 */
public enum Missing {
    /** The file is refused, with the line and the column. */
    REFUSE,
    /** The row is left out, as if it were not there; a series then has a gap that nobody sees. */
    SKIP_ROW,
    /** The value of the row before stands for it; there must be one. */
    PREVIOUS
}
