// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.tagging;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A date or time as a text, with a tag for each character.
 *
 * @param tags as many as the text has characters
 */
record Example(String text, List<Field> tags) {
    Example {
        if (text.length() != tags.size()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" has " + text.length() + " characters, but " + tags.size() + " tags");
        }
        tags = List.copyOf(tags);
    }

    /**
     * Characters in a row that make up a field.
     *
     * @param from the first of them
     * @param to behind the last
     */
    record Span(Field field, int from, int to) {}

    /** The fields that tags say there are. */
    static Set<Span> spans(List<Field> tags) {
        Set<Span> spans = new HashSet<>();
        int from = 0;
        for (int at = 1; at <= tags.size(); at++) {
            if (at == tags.size() || tags.get(at) != tags.get(from)) {
                if (tags.get(from) != Field.NONE) {
                    spans.add(new Span(tags.get(from), from, at));
                }
                from = at;
            }
        }
        return spans;
    }

    /** The tags' letters, to stand below the text. */
    static String signs(List<Field> tags) {
        return tags.stream().map(tag -> String.valueOf(tag.sign())).collect(Collectors.joining());
    }
}
