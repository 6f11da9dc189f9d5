// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.kernel;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a value is called: {@code lstm.forward.i}, {@code d lstm.forward.i input}.
 *
 * @param layer the layer whose value it is, or what is derived of; empty for the model's own
 * @param word what it is called there; may be several words
 */
public record Name(Kind kind, String layer, String word) {
    /** What a value may be for, in words of one letter more when there are several. */
    private static final Set<String> PURPOSES = Set.of("bias", "start", "output", "term", "factor");

    private static final Pattern OLDER = Pattern.compile(".+\\.\\d+");

    /** What it is of the value that has the name. */
    public enum Kind {
        VALUE(""),
        /** What the loss changes by when the value does. */
        ADJOINT("d "),
        /** The same of a parameter. */
        GRADIENT("gradient of ");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /** The value at a path: {@code lstm.forward.i} is i of {@code lstm.forward}; {@code lstm.h.2}, an older value, is its h 2. */
    public static Name of(String path) {
        if (OLDER.matcher(path).matches()) {
            int step = path.lastIndexOf('.');
            return of(path.substring(0, step)).and(path.substring(step + 1));
        }
        int dot = path.lastIndexOf('.');
        return dot < 0
                ? new Name(Kind.VALUE, "", path)
                : new Name(Kind.VALUE, path.substring(0, dot), path.substring(dot + 1));
    }

    public Name as(Kind other) {
        return new Name(other, layer, word);
    }

    public Name with(String otherWord) {
        return new Name(kind, layer, otherWord);
    }

    /** The same with more words. */
    public Name and(String more) {
        return with(word + " " + more);
    }

    /** As it is called where no other layer's values are: {@code i}, {@code di}, {@code dNew}. */
    public String brief() {
        return brief(0);
    }

    /** The same with the last parts of the layer's path before it, for where other layers' values are, too. */
    public String brief(int parts) {
        List<String> path = layer.isEmpty() ? List.of() : List.of(layer.split("\\."));
        List<String> last = path.subList(Math.max(0, path.size() - parts), path.size());
        String own = last.isEmpty() ? word : String.join(" ", last) + " " + word;
        return switch (kind) {
            case VALUE -> own;
            case ADJOINT -> beginsWithLetter(own) ? "d" + own : "d " + own;
            case GRADIENT -> kind.prefix + own;
        };
    }

    /** Whether the first word is a single letter: {@code dh} is what everybody writes, {@code dnew} is not. */
    private static boolean beginsWithLetter(String words) {
        return words.length() == 1 || words.charAt(1) == ' ';
    }

    /** The whole name. */
    @Override
    public String toString() {
        return kind.prefix + (layer.isEmpty() ? "" : layer + ".") + word;
    }

    /** A name for values side by side: {@code inputs} of {@code i input}, {@code f input} and so on. */
    public static Name ofAll(List<Name> names) {
        Name first = names.get(0);
        if (names.size() == 1) {
            return first;
        }
        return new Name(first.kind, commonLayer(names), first.word.contains(" ") ? ofParts(names) : ofWords(names));
    }

    /** What all are for; else what all are made of, such as the products of several matrices with {@code x}. */
    private static String ofParts(List<Name> names) {
        Set<String> rests = names.stream()
                .map(name -> name.word.substring(name.word.indexOf(' ') + 1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        String rest = rests.iterator().next();
        if (rests.contains("input")) {
            return "inputs";
        }
        if (rests.size() > 1) {
            return others(names.get(0));
        }
        return PURPOSES.contains(rest) ? rest + (rest.endsWith("s") ? "es" : "s") : "from " + rest;
    }

    /** A few words stand beside each other. */
    private static String ofWords(List<Name> names) {
        List<String> words = names.stream().map(Name::word).distinct().toList();
        return words.size() <= 4 ? String.join(" ", words) : others(names.get(0));
    }

    private static String others(Name first) {
        return first.word + " and others";
    }

    private static String commonLayer(List<Name> names) {
        String common = names.get(0).layer;
        for (Name name : names) {
            while (!(name.layer + ".").startsWith(common.isEmpty() ? "" : common + ".")) {
                common = common.substring(0, Math.max(0, common.lastIndexOf('.')));
            }
        }
        return common;
    }
}
