// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.addition;

import java.util.stream.IntStream;

/** A question, {@code 12+345}, and its answer. */
record Sum(int a, int b) {
    static final int PLUS = 10;

    /** Ends an answer. */
    static final int END = 10;

    private static final int TEN = 10;

    /** From its end: what is read last is what the answer begins with. */
    int[] question() {
        String text = new StringBuilder(a + "+" + b).reverse().toString();
        return text.chars().map(c -> c == '+' ? PLUS : c - '0').toArray();
    }

    /** With its end. */
    int[] answer() {
        String text = Integer.toString(a + b);
        return IntStream.concat(text.chars().map(c -> c - '0'), IntStream.of(END))
                .toArray();
    }

    /** The same pair, whichever comes first. */
    long pair() {
        return (long) Math.min(a, b) << Integer.SIZE | Math.max(a, b);
    }

    /**
     * How many characters are right of an answer that is filled up with blanks, as Keras' example counts them.
     *
     * @param written tokens without an end
     * @param length of all answers
     */
    int right(int[] written, int length) {
        int[] answer = answer();
        int right = 0;
        for (int i = 0; i < length; i++) {
            int wanted = i < answer.length ? answer[i] : END;
            int found = i < written.length ? written[i] : END;
            right += wanted == found ? 1 : 0;
        }
        return right;
    }

    @Override
    public String toString() {
        return a + "+" + b;
    }

    /** Tokens as a text. */
    static String text(int[] tokens) {
        StringBuilder text = new StringBuilder();
        for (int token : tokens) {
            text.append(token < TEN ? (char) ('0' + token) : '?');
        }
        return text.toString();
    }
}
