// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Goes through expressions without recursion, however deep they are. */
public final class Subexpressions {
    private Subexpressions() {}

    /** {@code root} and all within it, from left to right, parts before the whole. */
    public static List<Expr> of(Expr root) {
        List<Expr> reversed = new ArrayList<>();
        Deque<Expr> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            Expr expr = open.pop();
            reversed.add(expr);
            direct(expr).forEach(open::push);
        }
        Collections.reverse(reversed);
        return reversed;
    }

    static List<Expr> direct(Expr expr) {
        if (expr instanceof Expr.Negation negation) {
            return List.of(negation.operand());
        }
        if (expr instanceof Expr.Binary binary) {
            return List.of(binary.left(), binary.right());
        }
        if (expr instanceof Expr.Indexed indexed) {
            return indexed.index().back().map(List::of).orElse(List.of());
        }
        if (expr instanceof Expr.Repetition repetition) {
            return List.of(repetition.body(), repetition.from(), repetition.to());
        }
        if (expr instanceof Expr.Slice slice) {
            return List.of(new Expr.Reference(slice.name()), slice.from(), slice.to());
        }
        if (expr instanceof Expr.Pipe pipe) {
            return List.of(pipe.input(), pipe.stage());
        }
        if (expr instanceof Expr.Call call) {
            return call.arguments().stream().map(Expr.Argument::value).toList();
        }
        return List.of();
    }
}
