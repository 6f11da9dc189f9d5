// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.text;

/** Puts any text on one line. */
final class Escapes {
    private Escapes() {}

    static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    static String plain(String escaped) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '\\') {
                i++;
                c = switch (i < escaped.length() ? escaped.charAt(i) : ' ') {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case '\\' -> '\\';
                    default -> throw new IllegalArgumentException("a backslash without its letter in: " + escaped);
                };
            }
            text.append(c);
        }
        return text.toString();
    }

    static String quoted(String text) {
        return '"' + escaped(text) + '"';
    }
}
