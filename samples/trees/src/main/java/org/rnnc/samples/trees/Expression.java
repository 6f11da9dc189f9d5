// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.trees;

import java.util.ArrayList;
import java.util.List;
import org.rnnc.runtime.random.RandomSource;

/**
 * A logical expression: a constant, the negation of one, or two that are joined.
 *
 * @param sign what it is
 * @param parts none of a constant; what is negated; or the two that are joined
 */
record Expression(Sign sign, List<Expression> parts) {
    /** In the order of their tokens. */
    enum Sign {
        FALSE("F"),
        TRUE("T"),
        NOT("!"),
        AND("&"),
        OR("|"),
        XOR("^");

        private final String text;

        Sign(String text) {
            this.text = text;
        }
    }

    /** Tokens of brackets, which only a text has. */
    static final int OPEN = 6;

    static final int CLOSE = 7;
    private static final int ONE_IN = 5;
    private static final Sign[] JOINING = {Sign.AND, Sign.OR, Sign.XOR};

    /** One of so many signs that join, over constants of which each may be negated. */
    static Expression random(int joins, RandomSource random) {
        Expression plain;
        if (joins == 0) {
            plain = new Expression(random.nextInt(2) == 0 ? Sign.FALSE : Sign.TRUE, List.of());
        } else {
            int left = random.nextInt(joins);
            plain = new Expression(
                    JOINING[random.nextInt(JOINING.length)],
                    List.of(random(left, random), random(joins - 1 - left, random)));
        }
        boolean negated = joins == 0 && random.nextInt(ONE_IN) == 0;
        return negated ? new Expression(Sign.NOT, List.of(plain)) : plain;
    }

    boolean value() {
        return switch (sign) {
            case FALSE -> false;
            case TRUE -> true;
            case NOT -> !part(0).value();
            case AND -> part(0).value() & part(1).value();
            case OR -> part(0).value() | part(1).value();
            case XOR -> part(0).value() ^ part(1).value();
        };
    }

    private Expression part(int index) {
        return parts.get(index);
    }

    /** The nodes, each after those below it, so that the last one is the root. */
    List<Expression> nodes() {
        List<Expression> nodes = new ArrayList<>();
        collect(nodes);
        return nodes;
    }

    private void collect(List<Expression> nodes) {
        parts.forEach(part -> part.collect(nodes));
        nodes.add(this);
    }

    /** Steps from the root down to the deepest constant. */
    int depth() {
        return 1 + parts.stream().mapToInt(Expression::depth).max().orElse(-1);
    }

    /** As it is written, with brackets around whatever is joined. */
    int[] tokens() {
        List<Integer> tokens = new ArrayList<>();
        write(tokens);
        return tokens.stream().mapToInt(token -> token).toArray();
    }

    private void write(List<Integer> tokens) {
        if (parts.size() > 1) {
            tokens.add(OPEN);
            part(0).write(tokens);
            tokens.add(sign.ordinal());
            part(1).write(tokens);
            tokens.add(CLOSE);
        } else {
            tokens.add(sign.ordinal());
            parts.forEach(part -> part.write(tokens));
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int token : tokens()) {
            text.append(token == OPEN ? "(" : token == CLOSE ? ")" : Sign.values()[token].text);
        }
        return text.toString();
    }
}
