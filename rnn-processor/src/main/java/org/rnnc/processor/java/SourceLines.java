// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java;

import com.palantir.javapoet.JavaFile;
import org.jspecify.annotations.Nullable;

/**
 * The text of a generated file, in lines that fit: whoever writes a statement need not know how long it becomes. A line
 * is broken where the least belongs together.
 */
public final class SourceLines {
    /** What a line holds. */
    public static final int WIDTH = 120;

    private static final String GOES_ON = " ".repeat(8);

    private SourceLines() {}

    public static String text(JavaFile file) {
        StringBuilder out = new StringBuilder();
        for (String line : file.toString().split("\n", -1)) {
            add(line, out);
        }
        out.setLength(out.length() - 1);
        return out.toString();
    }

    private static void add(String line, StringBuilder out) {
        if (line.length() <= WIDTH) {
            out.append(line).append('\n');
            return;
        }
        int indent = 0;
        while (line.charAt(indent) == ' ') {
            indent++;
        }
        String margin = line.substring(0, indent);
        if (line.startsWith("* ", indent) || line.startsWith("//", indent)) {
            addComment(line, indent, margin + (line.charAt(indent) == '*' ? "* " : "//     "), out);
        } else {
            addCode(line, indent, margin + GOES_ON, out);
        }
    }

    private static void addComment(String line, int indent, String next, StringBuilder out) {
        int cut = line.lastIndexOf(' ', WIDTH);
        if (cut <= indent + 2) {
            // One word is longer than a line.
            cut = line.indexOf(' ', WIDTH);
        }
        if (cut < 0) {
            out.append(line).append('\n');
            return;
        }
        out.append(line, 0, cut).append('\n');
        add(next + line.substring(cut + 1), out);
    }

    private static void addCode(String line, int indent, String next, StringBuilder out) {
        Break where = Break.of(line, indent);
        if (where == null) {
            out.append(line).append('\n');
            return;
        }
        String head = line.substring(0, where.at());
        String tail = line.substring(where.at());
        if (where.inText()) {
            out.append(head).append("\"\n");
            addTail(next + "+ \"" + tail, next, out);
        } else {
            out.append(head.stripTrailing()).append('\n');
            addTail(next + tail, next, out);
        }
    }

    private static void addTail(String line, String next, StringBuilder out) {
        if (line.length() <= WIDTH) {
            out.append(line).append('\n');
        } else {
            addCode(line, next.length(), next, out);
        }
    }

    /**
     * Where a line of code goes on in the next.
     *
     * @param inText whether that is within a string
     */
    private record Break(int at, boolean inText) {
        private static final String OPERATORS = "+-*/?:";

        /** Outermost, and of these the last that fits; null if there is none. */
        static @Nullable Break of(String line, int indent) {
            int depth = 0;
            int least = Integer.MAX_VALUE;
            int best = -1;
            int space = -1;
            int open = -1;
            boolean text = false;
            for (int i = indent; i < WIDTH; i++) {
                char c = line.charAt(i);
                if (text) {
                    text = c != '"';
                    if (c == '\\') {
                        i++;
                    } else if (c == ' ' && i < WIDTH - 2) {
                        space = i + 1;
                    }
                    continue;
                }
                text = c == '"';
                open = c == '(' && i > indent + 8 ? i + 1 : open;
                depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
                boolean breaks = c == ' ' && i > indent + 20 && (line.charAt(i - 1) == ',' || isOperator(line, i + 1));
                int level = depth + (breaks && line.charAt(i - 1) != ',' ? 1 : 0);
                if (breaks && (level <= least || best < indent + (WIDTH - indent) / 2)) {
                    least = level;
                    best = i + 1;
                }
            }
            if (best < 0 && space > 0) {
                return new Break(space, true);
            }
            int last = best > 0 ? best : open;
            return last > 0 ? new Break(last, false) : null;
        }

        private static boolean isOperator(String line, int at) {
            return at + 1 < line.length() && OPERATORS.indexOf(line.charAt(at)) >= 0 && line.charAt(at + 1) == ' ';
        }
    }
}
