// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spoils specs, by words and by characters, with words of other specs and with numbers at the edge. */
final class SpecMutations {
    private static final Pattern TOKEN =
            Pattern.compile("[A-Za-z_]\\w*|[0-9][0-9_.]*(?:[eE][+-]?[0-9]+)?|\\s+|\\|>|\\.\\*|\\./|.", Pattern.DOTALL);

    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "2",
            "3",
            "5",
            "16",
            "17",
            "64",
            "255",
            "1000",
            "4096",
            "65536",
            "100_000",
            "1000000",
            "16777216",
            "1e9",
            "2147482623",
            "2147483647",
            "3_000_000_000",
            "1e-3",
            "0.5",
            "1e-300",
            "1e300",
            "1e999",
            "2.5");

    private static final List<String> SIGNS = List.of(
            "(", ")", "{", "}", "[", "]", "<", ">", "|>", "=", ":", ",", ";", "*", ".*", "./", "/", "+", "-", "[t-1]",
            "/*", "*/", "//", "\n", "\t", "\0", "\uD83D", "\uFEFF", "é", "'", "\"", "#", "@", "->");

    private static final List<String> OPERATORS = List.of("+", "-", "*", ".*", "./", "/", "|>");

    private final List<String> bases;
    private final List<String> words;
    private final Random random;

    SpecMutations(List<String> bases, long seed) {
        this.bases = List.copyOf(bases);
        this.random = new Random(seed);
        this.words = bases.stream()
                .flatMap(base -> tokens(base).stream())
                .filter(token -> Character.isJavaIdentifierStart(token.charAt(0)))
                .distinct()
                .sorted()
                .toList();
    }

    static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }

    String next() {
        String text = pick(bases);
        boolean gentle = random.nextBoolean();
        int changes = 1 + random.nextInt(gentle ? 2 : 4);
        for (int i = 0; i < changes; i++) {
            text = gentle ? byMeaning(text) : random.nextInt(10) < 7 ? byToken(text) : byCharacter(text);
        }
        return text;
    }

    private String byToken(String text) {
        List<String> tokens = tokens(text);
        if (tokens.isEmpty()) {
            return pick(words);
        }
        int at = random.nextInt(tokens.size());
        switch (random.nextInt(9)) {
            case 0 -> tokens.remove(at);
            case 1 -> tokens.add(at, " " + pick(words) + " ");
            case 2 -> tokens.add(at, pick(SIGNS));
            case 3 -> tokens.add(at, tokens.get(random.nextInt(tokens.size())));
            case 4 -> swap(tokens, at, random.nextInt(tokens.size()));
            case 5, 6 -> replaceLike(tokens, at);
            case 7 -> tokens.add(at, tokens.get(random.nextInt(tokens.size())) + " " + pick(NUMBERS) + " ");
            default -> spliceLine(tokens);
        }
        return String.join("", tokens);
    }

    /** Another number, name or operator: what may well make a model all the same. */
    private String byMeaning(String text) {
        List<String> tokens = tokens(text);
        if (tokens.isEmpty() || random.nextInt(3) == 0) {
            replaceLike(tokens, tokens.isEmpty() ? 0 : random.nextInt(tokens.size()));
            return String.join("", tokens);
        }
        int from = random.nextInt(tokens.size());
        boolean number = random.nextBoolean();
        for (int i = 0; i < tokens.size(); i++) {
            int at = (from + i) % tokens.size();
            if (number && Character.isDigit(tokens.get(at).charAt(0))) {
                tokens.set(at, pick(NUMBERS));
                break;
            }
            if (!number && OPERATORS.contains(tokens.get(at))) {
                tokens.set(at, pick(OPERATORS));
                break;
            }
        }
        return String.join("", tokens);
    }

    private static void swap(List<String> tokens, int a, int b) {
        String token = tokens.get(a);
        tokens.set(a, tokens.get(b));
        tokens.set(b, token);
    }

    /** A number for a number, a name for a name: what is likely to be read all the same. */
    private void replaceLike(List<String> tokens, int from) {
        for (int i = 0; i < tokens.size(); i++) {
            int at = (from + i) % tokens.size();
            char first = tokens.get(at).charAt(0);
            if (Character.isDigit(first)) {
                tokens.set(at, pick(NUMBERS));
                return;
            }
            if (Character.isJavaIdentifierStart(first)) {
                String own = tokens.get(random.nextInt(tokens.size()));
                boolean name = Character.isJavaIdentifierStart(own.charAt(0)) && random.nextBoolean();
                tokens.set(at, name ? own : pick(words));
                return;
            }
        }
    }

    /** A line of another spec. */
    private void spliceLine(List<String> tokens) {
        List<String> lines = pick(bases).lines().toList();
        if (!lines.isEmpty()) {
            tokens.add(random.nextInt(tokens.size() + 1), "\n" + pick(lines) + "\n");
        }
    }

    private String byCharacter(String text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + 1 + random.nextInt(random.nextInt(8) == 0 ? 80 : 3));
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, from) + text.substring(to);
            case 1 -> text.substring(0, from) + pick(SIGNS) + text.substring(from);
            case 2 -> text.substring(0, to) + text.substring(from);
            case 3 -> text.substring(0, from) + (char) random.nextInt(1 << 16) + text.substring(from);
            default -> text.substring(0, from);
        };
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
