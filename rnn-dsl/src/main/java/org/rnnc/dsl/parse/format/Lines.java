// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.format;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** The lines that are written. */
final class Lines {
    private final StringBuilder out = new StringBuilder();
    private final List<String> current = new ArrayList<>();

    /** How many line breaks are between two tokens. */
    static int between(Token before, Token after) {
        int breaks = (int) before.getText().chars().filter(c -> c == '\n').count();
        return after.getLine() - before.getLine() - breaks;
    }

    void add(String line) {
        flush();
        current.add(line);
    }

    /** A comment behind the last line. */
    void append(String comment) {
        current.add("  " + comment);
    }

    /** Directly behind the last line. */
    void glue(String sign) {
        current.add(sign);
    }

    /** An empty line, unless there is one, or nothing. */
    void addBlank() {
        flush();
        if (out.length() > 0 && !out.toString().endsWith("\n\n")) {
            out.append('\n');
        }
    }

    private void flush() {
        if (!current.isEmpty()) {
            out.append(String.join("", current).stripTrailing()).append('\n');
            current.clear();
        }
    }

    String text() {
        flush();
        return out.toString();
    }
}
