// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

/**
 * The characters the network knows, as tokens from 0 on: the printable ASCII characters, newline, tab, and one token
 * for everything else. The alphabet is the same for every text, since its size is a part of the network: {@code
 * token<98>} in {@code CharRnn.rnn}.
 */
final class Alphabet {
    static final int SIZE = 98;

    private static final char FIRST = ' ';
    private static final char LAST = '~';
    private static final int NEWLINE = LAST - FIRST + 1;
    private static final int TAB = NEWLINE + 1;
    private static final int OTHER = TAB + 1;

    private Alphabet() {}

    static int token(char character) {
        return switch (character) {
            case '\n' -> NEWLINE;
            case '\t' -> TAB;
            default -> character >= FIRST && character <= LAST ? character - FIRST : OTHER;
        };
    }

    /** The character of a token; a question mark for the token that stands for many. */
    static char character(int token) {
        return switch (token) {
            case NEWLINE -> '\n';
            case TAB -> '\t';
            case OTHER -> '?';
            default -> (char) (FIRST + token);
        };
    }

    static int[] tokens(String text) {
        return text.chars().map(character -> token((char) character)).toArray();
    }
}
