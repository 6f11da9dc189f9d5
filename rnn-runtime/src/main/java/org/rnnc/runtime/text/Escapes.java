// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.text;

/** Puts any text on one line. */
final class Escapes {
    private static final int DIGITS = 4;

    private Escapes() {}

    /** Halves of surrogate pairs are escaped, too: no file can hold them as they are. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                default -> {
                    if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                        escaped.append(String.format("\\u%04x", c));
                    } else {
                        escaped.appendCodePoint(c);
                    }
                }
            }
        });
        return escaped.toString();
    }

    static String plain(String escaped) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            i++;
            switch (i < escaped.length() ? escaped.charAt(i) : ' ') {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case '\\' -> text.append('\\');
                case 'u' -> {
                    text.append(half(escaped, i + 1));
                    i += DIGITS;
                }
                default -> throw new IllegalArgumentException("a backslash without its letter in: " + escaped);
            }
        }
        return text.toString();
    }

    private static char half(String escaped, int begin) {
        int end = Math.min(begin + DIGITS, escaped.length());
        String digits = escaped.substring(begin, end);
        if (!digits.matches("d[89a-f][0-9a-f]{2}")) {
            throw new IllegalArgumentException("\\u without the four digits of half a surrogate pair in: " + escaped);
        }
        return (char) Integer.parseInt(digits, 16);
    }

    static String quoted(String text) {
        return '"' + escaped(text) + '"';
    }
}
