// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.diag;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The words of other languages and libraries, with what to write here: the table {@code foreign.txt}. */
public final class Foreign {
    /** Where a word was written: the same one can mean different things. */
    public enum Place {
        /** A call, or right of a pipe. */
        FUNCTION,
        /** The name of an argument of a cell or function. */
        OPTION,
        /** The same of a function, where it means something else than of a cell. */
        FUNCTION_OPTION(OPTION),
        /** A function that a cell is given. */
        ACTIVATION(FUNCTION),
        LOSS,
        LOSS_OPTION,
        OPTIMIZER,
        OPTIMIZER_OPTION,
        /** How a parameter starts. */
        START,
        TYPE,
        /** The beginning of a statement. */
        STATEMENT,
        /** The beginning of an option of training. */
        TRAINING,
        /** A value. */
        NAME,
        /** Behind a point. */
        MEMBER;

        /** Where a word stands that is not in this place; null if nowhere. */
        private final @Nullable Place otherwise;

        Place() {
            this(null);
        }

        Place(@Nullable Place otherwise) {
            this.otherwise = otherwise;
        }
    }

    private static final Map<Place, Map<String, String>> TABLE = read();

    private Foreign() {}

    /** What to write for {@code word}; empty where it is not known. */
    public static Optional<String> hint(Place place, String word) {
        String hint = words(place).get(key(word));
        if (hint == null && place.otherwise != null) {
            return hint(place.otherwise, word);
        }
        return Optional.ofNullable(hint).map(text -> text.replace("`", ""));
    }

    /** All words of a place, as they are compared, with their hints. */
    static Map<String, String> words(Place place) {
        return TABLE.getOrDefault(place, Map.of());
    }

    /** Case, underscores and a module before a point say nothing. */
    private static String key(String word) {
        return NearestName.plain(word.substring(word.lastIndexOf('.') + 1));
    }

    private static Map<Place, Map<String, String>> read() {
        Map<Place, Map<String, String>> table = new EnumMap<>(Place.class);
        Map<String, String> section = Map.of();
        for (String line : text().lines().toList()) {
            if (line.startsWith("[")) {
                section = table.computeIfAbsent(place(line.substring(1, line.length() - 1)), key -> new HashMap<>());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                int sign = line.indexOf(" = ");
                for (String word : line.substring(0, sign).split(" ", -1)) {
                    section.put(key(word), line.substring(sign + 3));
                }
            }
        }
        return table;
    }

    private static Place place(String section) {
        for (Place place : Place.values()) {
            if (NearestName.plain(place.name()).equals(section)) {
                return place;
            }
        }
        throw new IllegalStateException("no place " + section);
    }

    static String text() {
        try (InputStream in = Objects.requireNonNull(Foreign.class.getResourceAsStream("foreign.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
