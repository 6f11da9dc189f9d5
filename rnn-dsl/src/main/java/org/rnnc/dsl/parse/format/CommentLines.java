// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.format;

import java.util.ArrayList;
import java.util.List;

/** A comment on lines of its own. What it says stays as it is; the stars of its lines stand below each other. */
final class CommentLines {
    private CommentLines() {}

    static List<String> of(String comment, String margin) {
        List<String> written = comment.lines().map(String::stripTrailing).toList();
        boolean stars =
                written.stream().skip(1).allMatch(line -> line.stripLeading().startsWith("*"));
        List<String> lines = new ArrayList<>();
        for (String line : written) {
            if (lines.isEmpty()) {
                lines.add(margin + line);
            } else {
                lines.add(stars ? margin + " " + line.stripLeading() : line);
            }
        }
        return lines;
    }
}
