// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.front;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.rnnc.dsl.syntax.Origin;
import org.rnnc.dsl.syntax.SourceText;

/**
 * Reads string literals and text blocks once more, from the Java source: what javac gives has lost its indentation and
 * escapes (Java Language Specification 3.10.5 to 3.10.7), and with them its columns.
 */
final class JavaLiterals {
    private static final String BLOCK = "\"\"\"";

    /** A character of the string, and the part of the source that stands for it. */
    private record Piece(char character, int start, int end) {}

    /** A line of a text block, and where it ends. */
    private record Line(List<Piece> pieces, int end) {
        int leading() {
            int leading = 0;
            while (leading < pieces.size() && isSpace(leading)) {
                leading++;
            }
            return leading;
        }

        /** Its length without white space at its end. */
        int length() {
            int length = pieces.size();
            while (length > 0 && isSpace(length - 1)) {
                length--;
            }
            return length;
        }

        private boolean isSpace(int at) {
            return Character.isWhitespace(pieces.get(at).character());
        }
    }

    private final String source;
    private final ToLongFunction<Tree> positions;
    private final List<Piece> pieces = new ArrayList<>();
    private int end;

    private JavaLiterals(String source, ToLongFunction<Tree> positions) {
        this.source = source;
        this.positions = positions;
    }

    /**
     * Where each character of {@code value} stands in {@code host}.
     *
     * @param tree a literal
     * @param positions the offset a tree starts at
     * @return empty if the tree is something else, such as the name of a constant or a sum of literals
     */
    static Optional<Origin> origin(SourceText host, ExpressionTree tree, ToLongFunction<Tree> positions, String value) {
        JavaLiterals literals = new JavaLiterals(host.text(), positions);
        try {
            boolean read = literals.read(tree);
            return read && literals.text().equals(value) ? Optional.of(literals.origin(host)) : Optional.empty();
        } catch (IndexOutOfBoundsException e) {
            // Unicode escapes, which javac replaces before all else.
            return Optional.empty();
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.character()));
        return text.toString();
    }

    private Origin origin(SourceText host) {
        int[] starts = new int[pieces.size() + 1];
        int[] ends = new int[pieces.size()];
        for (int i = 0; i < ends.length; i++) {
            starts[i] = pieces.get(i).start();
            ends[i] = pieces.get(i).end();
        }
        starts[ends.length] = end;
        return new Origin(host, starts, ends);
    }

    private boolean read(ExpressionTree tree) {
        if (tree instanceof ParenthesizedTree parentheses) {
            return read(parentheses.getExpression());
        } else if (!(tree instanceof LiteralTree) || tree.getKind() != Tree.Kind.STRING_LITERAL) {
            return false;
        }
        int start = (int) positions.applyAsLong(tree);
        if (source.startsWith(BLOCK, start)) {
            readBlock(start + BLOCK.length());
        } else {
            int close = start + 1;
            while (source.charAt(close) != '"') {
                close += source.charAt(close) == '\\' ? 2 : 1;
            }
            unescape(plain(start + 1, close));
            end = close;
        }
        return true;
    }

    private List<Piece> plain(int from, int to) {
        List<Piece> plain = new ArrayList<>();
        for (int i = from; i < to; i++) {
            plain.add(new Piece(source.charAt(i), i, i + 1));
        }
        return plain;
    }

    private void readBlock(int opened) {
        int close = opened;
        while (!source.startsWith(BLOCK, close)) {
            close += source.charAt(close) == '\\' ? 2 : 1;
        }
        List<Line> lines = lines(opened, close);
        // What follows the opening quotes in their own line is white space.
        lines.remove(0);
        Line last = lines.get(lines.size() - 1);
        int indentation = lines.stream()
                .filter(line -> line.length() > 0 || line == last)
                .mapToInt(Line::leading)
                .min()
                .orElse(0);
        List<Piece> stripped = new ArrayList<>();
        for (Line line : lines) {
            int length = line.length();
            stripped.addAll(line.pieces().subList(Math.min(indentation, length), length));
            if (line != last) {
                stripped.add(new Piece('\n', line.end(), line.end() + 1));
            }
        }
        unescape(stripped);
        end = close;
    }

    private List<Line> lines(int from, int to) {
        List<Line> lines = new ArrayList<>();
        int start = from;
        for (int i = from; i < to; i++) {
            char c = source.charAt(i);
            if (c == '\n' || c == '\r') {
                lines.add(new Line(plain(start, i), i));
                i += c == '\r' && source.charAt(i + 1) == '\n' ? 1 : 0;
                start = i + 1;
            }
        }
        lines.add(new Line(plain(start, to), to));
        return lines;
    }

    /** Adds {@code raw} with its escapes replaced. */
    private void unescape(List<Piece> raw) {
        int i = 0;
        while (i < raw.size()) {
            Piece piece = raw.get(i);
            int length = piece.character() == '\\' ? escapeLength(raw, i) : 1;
            if (length == 1) {
                pieces.add(piece);
            } else if (raw.get(i + 1).character() != '\n') {
                pieces.add(new Piece(
                        meaning(raw, i, length),
                        piece.start(),
                        raw.get(i + length - 1).end()));
            }
            i += length;
        }
    }

    private static int escapeLength(List<Piece> raw, int at) {
        int most = raw.get(at + 1).character() <= '3' ? 3 : 2;
        int digits = 0;
        while (digits < most
                && at + 1 + digits < raw.size()
                && isOctal(raw.get(at + 1 + digits).character())) {
            digits++;
        }
        return 1 + Math.max(1, digits);
    }

    private static boolean isOctal(char c) {
        return c >= '0' && c <= '7';
    }

    private static char meaning(List<Piece> raw, int at, int length) {
        char c = raw.get(at + 1).character();
        if (isOctal(c)) {
            int value = 0;
            for (int i = 1; i < length; i++) {
                value = value * 8 + raw.get(at + i).character() - '0';
            }
            return (char) value;
        }
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 's' -> ' ';
            case 't' -> '\t';
            default -> c;
        };
    }
}
