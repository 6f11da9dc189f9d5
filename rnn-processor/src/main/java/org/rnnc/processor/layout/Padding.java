// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.layout;

/**
 * How long rows are, and how far loops over them go: to a multiple of eight. Around a loop of vectors C2 puts one that
 * reaches the alignment and one for what remains; both are short when the length is a multiple of a vector's, and a
 * wider padding would only be more work.
 */
public final class Padding {
    private static final int MULTIPLE = 8;

    private Padding() {}

    /** The length of a row that holds so many numbers. */
    public static int of(int size) {
        return (size + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
    }
}
