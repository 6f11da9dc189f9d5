// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.tagging;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The tag that a character had most often among the same neighbours. Where they are new, those one less to each side
 * decide, at last the character alone.
 */
final class MostFrequent implements Tagger {
    private static final char EDGE = '\u0000';

    private final int neighbours;

    /** For each number of neighbours, from 0 on. */
    private final List<Map<String, Map<Field, Integer>>> counts;

    /**
     * Learns from examples.
     *
     * @param neighbours how many characters count to the left and to the right, 0 for none
     */
    MostFrequent(List<Example> examples, int neighbours) {
        this.neighbours = neighbours;
        counts = IntStream.rangeClosed(0, neighbours)
                .<Map<String, Map<Field, Integer>>>mapToObj(n -> new HashMap<>())
                .toList();
        for (Example example : examples) {
            for (int at = 0; at < example.text().length(); at++) {
                count(example, at);
            }
        }
    }

    private void count(Example example, int at) {
        for (int n = 0; n <= neighbours; n++) {
            counts.get(n)
                    .computeIfAbsent(around(example.text(), at, n), around -> new EnumMap<>(Field.class))
                    .merge(example.tags().get(at), 1, Integer::sum);
        }
    }

    private static String around(String text, int at, int neighbours) {
        StringBuilder around = new StringBuilder();
        for (int i = at - neighbours; i <= at + neighbours; i++) {
            around.append(i >= 0 && i < text.length() ? text.charAt(i) : EDGE);
        }
        return around.toString();
    }

    @Override
    public String title() {
        return neighbours == 0 ? "most frequent, character" : "most frequent, " + (2 * neighbours + 1) + " characters";
    }

    @Override
    public List<List<Field>> tag(List<String> texts) {
        return texts.stream().map(this::tag).toList();
    }

    private List<Field> tag(String text) {
        List<Field> tags = new ArrayList<>();
        for (int at = 0; at < text.length(); at++) {
            tags.add(tag(text, at));
        }
        return tags;
    }

    private Field tag(String text, int at) {
        for (int n = neighbours; n >= 0; n--) {
            Map<Field, Integer> found = counts.get(n).get(around(text, at, n));
            if (found != null) {
                return found.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .orElseThrow()
                        .getKey();
            }
        }
        return Field.NONE;
    }
}
