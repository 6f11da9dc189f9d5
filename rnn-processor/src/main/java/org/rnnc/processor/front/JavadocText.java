// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.front;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The plain words of a Javadoc comment, to document a model that has no comment of its own. */
final class JavadocText {
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@\\w+\\s+([^{}]*)}");
    private static final Pattern HTML_TAG = Pattern.compile("</?[A-Za-z][^<>]*>");

    private JavadocText() {}

    /**
     * The main description, without tags.
     *
     * @param comment as {@code Elements.getDocComment} gives it; null for none
     */
    static String of(String comment) {
        if (comment == null) {
            return "";
        }
        String description = comment.lines()
                .map(String::strip)
                .takeWhile(line -> !line.startsWith("@"))
                .collect(Collectors.joining("\n"));
        String words = INLINE_TAG
                .matcher(description)
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(found.group(1)));
        return HTML_TAG.matcher(words)
                .replaceAll("")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .strip();
    }
}
