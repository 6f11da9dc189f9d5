// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.syntax.Expr.Operator;

/**
 * The order in which a chain of {@code *} and {@code /} is computed: from left to right, but for matrices. A matrix,
 * and a number before it, waits for the first vector or token right of it and then acts on that, so that
 * {@code dt / 2 * W * x} is {@code (dt / 2) * (W * x)}.
 *
 * @param <T> what is joined
 */
final class ChainFold<T> {
    /** One operand of a chain, and the operator before it; the first one's says nothing. */
    record Link<T>(Operator operator, T operand) {}

    /** How two neighbours become one. */
    interface Joining<T> {
        @Nullable
        Type type(T operand);

        /** The two joined by {@code *} or {@code /}; null if they cannot be. */
        @Nullable
        T join(Operator operator, T left, T right);
    }

    private final Joining<T> joining;
    private final boolean late;
    private final Deque<Link<T>> waiting = new ArrayDeque<>();
    /** What stands right of all that wait; null if nothing does yet. */
    private @Nullable T last;

    private ChainFold(Joining<T> joining, boolean late) {
        this.joining = joining;
        this.late = late;
    }

    /** The whole chain as one; null where some join failed, after which none is tried. */
    static <T> @Nullable T of(List<Link<T>> chain, Joining<T> joining) {
        return new ChainFold<>(joining, false).all(chain);
    }

    /** The other reading: a matrix acts on all that stands right of it. */
    static <T> @Nullable T late(List<Link<T>> chain, Joining<T> joining) {
        return new ChainFold<>(joining, true).all(chain);
    }

    private @Nullable T all(List<Link<T>> chain) {
        for (Link<T> link : chain) {
            if (!next(link)) {
                return null;
            }
        }
        if (last == null) {
            Link<T> top = waiting.pop();
            last = top.operator() == Operator.DIVIDE
                    ? joining.join(Operator.DIVIDE, waiting.pop().operand(), top.operand())
                    : top.operand();
        }
        return last == null || !apply() ? null : last;
    }

    /** Whether it could be joined. */
    private boolean next(Link<T> link) {
        T operand = link.operand();
        boolean matrix = joining.type(operand) instanceof Type.Matrix;
        if (last == null) {
            if (matrix || link.operator() == Operator.DIVIDE) {
                return await(link);
            }
            last = operand;
        } else if (matrix && link.operator() == Operator.MULTIPLY && isNumber(last)) {
            waiting.push(new Link<>(Operator.MULTIPLY, last));
            waiting.push(link);
            last = null;
            return true;
        } else {
            last = joining.join(link.operator(), last, operand);
        }
        return last != null && (late || isNumber(last) || apply());
    }

    /** A matrix behind a matrix, or a number that divides what the matrix will take. */
    private boolean await(Link<T> link) {
        if (link.operator() == Operator.DIVIDE && !isNumber(link.operand())) {
            return joining.join(Operator.DIVIDE, waiting.peek().operand(), link.operand()) != null;
        }
        waiting.push(link);
        return true;
    }

    private boolean apply() {
        while (last != null && !waiting.isEmpty()) {
            Link<T> top = waiting.pop();
            last = top.operator() == Operator.DIVIDE
                    ? joining.join(Operator.DIVIDE, last, top.operand())
                    : joining.join(Operator.MULTIPLY, top.operand(), last);
        }
        return last != null;
    }

    private boolean isNumber(T operand) {
        return joining.type(operand) == Type.SCALAR;
    }
}
