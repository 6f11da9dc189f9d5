// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.expression;

import java.util.ArrayList;
import java.util.List;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Term;

/**
 * A sum for each step of two axes. What has steps of one axis alone is added up there, once for each of its steps, and not
 * once for each pair: of {@code Q * query + K * over} both products.
 */
final class PairSum {
    private final GraphBuilder builder;
    private final Domain.Pair pair;
    private final List<Term> along = new ArrayList<>();
    private final List<Term> over = new ArrayList<>();
    private final List<Term> both = new ArrayList<>();

    PairSum(GraphBuilder builder, Domain.Pair pair) {
        this.builder = builder;
        this.pair = pair;
    }

    /** The sum; parts that are the same at all steps go with those of an axis. */
    Node of(List<Term> terms) {
        List<Term> once = new ArrayList<>();
        for (Term term : terms) {
            Domain domain = SumLowering.domain(term);
            List<Term> group = domain.isOnce()
                    ? once
                    : domain.equals(Domain.step(pair.along())) ? along : domain.isPair() ? both : over;
            group.add(term);
        }
        (!along.isEmpty() ? along : !over.isEmpty() ? over : both).addAll(once);
        List<Term> parts = new ArrayList<>();
        add(along, parts);
        add(over, parts);
        parts.addAll(both);
        return builder.sum(parts);
    }

    private void add(List<Term> group, List<Term> parts) {
        if (!group.isEmpty()) {
            parts.add(new Term.Value(false, builder.atPairs(builder.sum(group), pair)));
        }
    }
}
