// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import java.util.regex.Pattern;

/** Takes comments out of Java source: half of a library may be prose, and a small network should learn one language. */
final class JavaCode {
    private static final String TEXT_BLOCK = "\"\"\"[\\s\\S]*?\"\"\"";
    private static final String STRING = "\"(?:[^\"\\\\\n]|\\\\.)*+\"";
    private static final String CHARACTER = "'(?:[^'\\\\\n]|\\\\.)*+'";
    private static final String LINE_COMMENT = "//.*+";
    private static final String BLOCK_COMMENT = "/\\*[\\s\\S]*?\\*/";

    /** Literals are found too, and kept as group 1: what looks like a comment in them is none. */
    private static final Pattern LITERAL_OR_COMMENT = Pattern.compile(
            "(" + TEXT_BLOCK + "|" + STRING + "|" + CHARACTER + ")|" + LINE_COMMENT + "|" + BLOCK_COMMENT);

    private static final Pattern BLANK_LINES = Pattern.compile("[ \\t]*\\n(?:[ \\t]*\\n)++");

    private JavaCode() {}

    /** The same source without comments, and with no more than one blank line in a row. */
    static String withoutComments(String source) {
        String code = LITERAL_OR_COMMENT.matcher(source).replaceAll("$1");
        return BLANK_LINES.matcher(code).replaceAll("\n\n").strip() + "\n\n";
    }
}
