// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.grammar.RnnLexer;

/**
 * The lines of one statement. It takes one if that fits, unless its stages were written on lines of their own; of one too
 * long each stage is on a line of its own, and what is then still too long goes on where the least belongs together.
 */
final class Statement {
    /** What a line holds. */
    static final int WIDTH = 120;

    private static final String GOES_ON = "    ";

    private final String margin;
    private final List<Word> words = new ArrayList<>();

    private Statement(String margin) {
        this.margin = margin;
    }

    /**
     * A token, or a comment within the statement.
     *
     * @param level how much belongs together around the place before it: the less, the rather a line ends there
     * @param alone whether it is a comment on a line of its own
     * @param last whether nothing can stand behind it in its line
     */
    private record Word(String text, boolean apart, int level, boolean alone, boolean last) {}

    /**
     * @param tokens in their order, comments among them
     * @param begins the tokens, by index, that values begin with
     * @param column at which the second word of a statement stands at least, from the margin
     */
    static List<String> lines(List<Token> tokens, Set<Integer> begins, String margin, int column) {
        Statement statement = new Statement(margin);
        boolean stages = statement.addWords(tokens, begins, column);
        return statement.lines(stages);
    }

    // ---- words -----------------------------------------------------------------------------------------------------

    /** Whether its stages were on lines of their own. */
    private boolean addWords(List<Token> tokens, Set<Integer> begins, int column) {
        Spacing spacing = new Spacing();
        boolean stages = false;
        Token before = null;
        for (Token token : tokens) {
            boolean newLine = before != null && Lines.between(before, token) > 0;
            if (token.getChannel() != Token.DEFAULT_CHANNEL) {
                addComment(token, newLine);
                spacing.passComment();
            } else {
                boolean apart = spacing.isApart(token, begins.contains(token.getTokenIndex()));
                int depth = spacing.depth();
                boolean first = words.size() == 1;
                String padding = first && column > 0
                        ? " ".repeat(Math.max(0, column - words.get(0).text().length() - 1))
                        : "";
                words.add(new Word(padding + token.getText(), apart, level(token, before, depth), false, false));
                boolean afterComment = before != null && before.getChannel() != Token.DEFAULT_CHANNEL;
                stages |= newLine && !afterComment && depth == 0 && token.getType() == RnnLexer.PIPE;
            }
            before = token;
        }
        return stages;
    }

    private void addComment(Token comment, boolean newLine) {
        String text = comment.getText().stripTrailing();
        boolean last = comment.getType() == RnnLexer.LINE_COMMENT || text.contains("\n");
        words.add(new Word(text, true, Integer.MAX_VALUE, newLine, last));
    }

    /** A line may end before a sign and after a comma; but none begins with a keyword that is a name there. */
    private static int level(Token token, @Nullable Token before, int depth) {
        int order = switch (token.getType()) {
            case RnnLexer.PIPE -> 0;
            case RnnLexer.PLUS, RnnLexer.MINUS -> 2;
            case RnnLexer.STAR, RnnLexer.SLASH, RnnLexer.HADAMARD, RnnLexer.HADAMARD_DIVIDE -> 3;
            default -> before != null && before.getType() == RnnLexer.COMMA ? 1 : -1;
        };
        return order < 0 ? Integer.MAX_VALUE : 4 * depth + order;
    }

    // ---- lines -----------------------------------------------------------------------------------------------------

    private List<String> lines(boolean stages) {
        List<List<Word>> parts = new ArrayList<>();
        parts.add(new ArrayList<>());
        boolean flows = words.stream().anyMatch(word -> word.level() == 0);
        boolean apart = stages || flows && width(words) + margin.length() > WIDTH;
        boolean full = false;
        for (Word word : words) {
            if (full || word.alone() || apart && word.level() == 0) {
                parts.add(new ArrayList<>());
            }
            parts.get(parts.size() - 1).add(word);
            full = word.last() || word.alone();
        }
        List<String> lines = new ArrayList<>();
        for (List<Word> part : parts) {
            if (!part.isEmpty()) {
                addFilled(part, margin + (lines.isEmpty() ? "" : GOES_ON), lines);
            }
        }
        return lines;
    }

    private void addFilled(List<Word> part, String indent, List<String> lines) {
        List<Word> rest = part;
        String start = indent;
        while (start.length() + width(rest) > WIDTH) {
            int cut = cut(rest, WIDTH - start.length());
            if (cut <= 0) {
                break;
            }
            lines.add(start + text(rest.subList(0, cut)));
            rest = rest.subList(cut, rest.size());
            start = indent.equals(margin) ? margin + GOES_ON : indent + GOES_ON;
        }
        lines.add(start + text(rest));
    }

    /** Where the least belongs together, and of these places the last that fits; 0 for nowhere. */
    private static int cut(List<Word> words, int room) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        int used = words.get(0).text().length();
        for (int i = 1; i < words.size() && used <= room; i++) {
            Word word = words.get(i);
            // A line of a few words helps nobody.
            if (word.apart() && word.level() < Integer.MAX_VALUE && (word.level() <= least || used < room / 2)) {
                least = word.level();
                best = i;
            }
            used += (word.apart() ? 1 : 0) + word.text().length();
        }
        return best;
    }

    private static int width(List<Word> words) {
        return text(words.stream().filter(word -> !word.last()).toList()).length();
    }

    private static String text(List<Word> words) {
        return words.stream()
                .map(word -> (word == words.get(0) || !word.apart() ? "" : word.last() ? "  " : " ") + word.text())
                .collect(Collectors.joining())
                .stripTrailing();
    }
}
