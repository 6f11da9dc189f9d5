// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

/** A text with a place in it that is marked by {@code §}: the text without the mark, and the place. */
record Marked(String text, int line, int column) {
    static Marked of(String marked) {
        int at = marked.indexOf('§');
        String before = marked.substring(0, at);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new Marked(marked.replace("§", ""), line, at - before.lastIndexOf('\n'));
    }
}
