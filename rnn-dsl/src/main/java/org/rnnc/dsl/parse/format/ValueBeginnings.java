// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse.format;

import java.util.HashSet;
import java.util.Set;
import org.rnnc.dsl.grammar.RnnBaseVisitor;
import org.rnnc.dsl.grammar.RnnParser;

/** Where a sign has no left side, and where a parenthesis is no call's: keywords may be names, so that only the tree tells. */
final class ValueBeginnings extends RnnBaseVisitor<Boolean> {
    private final Set<Integer> tokens = new HashSet<>();

    /** The tokens, by index. */
    static Set<Integer> of(RnnParser.FileContext file) {
        ValueBeginnings visitor = new ValueBeginnings();
        visitor.visit(file);
        return visitor.tokens;
    }

    @Override
    public Boolean visitNegation(RnnParser.NegationContext context) {
        tokens.add(context.getStart().getTokenIndex());
        return visitChildren(context);
    }

    @Override
    public Boolean visitGrouped(RnnParser.GroupedContext context) {
        tokens.add(context.getStart().getTokenIndex());
        return visitChildren(context);
    }
}
