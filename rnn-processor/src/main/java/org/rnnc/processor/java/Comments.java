// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Comments of generated code, in lines that fit. */
public final class Comments {
    /** Of a comment's own text: what is left of a line of 120 beside the deepest that a comment stands. */
    private static final int WIDTH = 104;

    private Comments() {}

    /** {@code // text}, in as many lines as it takes. */
    public static CodeBlock line(String text) {
        return CodeBlock.of(
                "$L", lines(text).stream().map(line -> "// " + line + "\n").collect(Collectors.joining()));
    }

    /** Lines of a Javadoc comment. */
    public static CodeBlock javadoc(List<String> paragraphs) {
        return CodeBlock.of(
                "$L",
                paragraphs.stream()
                        .flatMap(text -> lines(text).stream())
                        .map(line -> Documentation.escape(line) + "\n")
                        .collect(Collectors.joining()));
    }

    public static CodeBlock javadoc(String text) {
        return javadoc(List.of(text));
    }

    /** Broken at spaces; what goes on is indented. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > WIDTH) {
            int end = rest.lastIndexOf(' ', WIDTH);
            // Names may be long, and have no spaces.
            int cut = end > WIDTH / 3 ? end : rest.indexOf(' ', WIDTH);
            if (cut < 0) {
                break;
            }
            lines.add(rest.substring(0, cut));
            rest = "    " + rest.substring(cut + 1);
        }
        lines.add(rest);
        return lines;
    }
}
