// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

/**
 * Cuts a text into windows. Of each window, the characters are the inputs, and the characters one further on are the
 * targets.
 */
final class Windows {
    private final int[] text;
    private final int[] inputs;
    private final int[] targets;

    /**
     * Starts a text.
     *
     * @param text its tokens
     * @param size of a window, in characters
     * @throws IllegalArgumentException if the text is shorter than a window
     */
    Windows(int[] text, int size) {
        if (text.length <= size) {
            throw new IllegalArgumentException("A text of " + text.length + " characters is too short for windows of "
                    + size + " and the character after them");
        }
        this.text = text;
        inputs = new int[size];
        targets = new int[size];
    }

    /** How many characters a window has. */
    int size() {
        return inputs.length;
    }

    /** How many windows the text has. */
    int count() {
        return (text.length - 1) / size();
    }

    /** Goes to the window of an index below {@link #count()}. */
    void go(int index) {
        int start = index * size();
        System.arraycopy(text, start, inputs, 0, size());
        System.arraycopy(text, start + 1, targets, 0, size());
    }

    int[] inputs() {
        return inputs;
    }

    int[] targets() {
        return targets;
    }
}
