// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts terms into the order in which the numeric contract adds them up, see {@link GraphBuilder#sum}. */
final class SumBuilder {
    private final GraphBuilder graph;

    SumBuilder(GraphBuilder graph) {
        this.graph = graph;
    }

    Node sum(List<Term> terms) {
        GraphBuilder.require(!terms.isEmpty(), "an empty sum");
        List<Term> ordered = new ArrayList<>(terms);
        ordered.sort(Comparator.comparingInt(SumBuilder::rank));
        Domain domain = Domain.ONCE.widest(domain(ordered.get(0)));
        Node sum = plus(null, ordered.get(0));
        for (Term term : ordered.subList(1, ordered.size())) {
            domain = domain.widest(domain(term));
            sum = plus(sum, term);
        }
        return graph.broadcast(sum, sum.shape(), domain);
    }

    private static Domain domain(Term term) {
        if (term instanceof Term.Matrix matrix) {
            return matrix.operand().domain();
        }
        return term instanceof Term.Times times
                ? times.a().domain().widest(times.b().domain())
                : ((Term.Value) term).value().domain();
    }

    private static int rank(Term term) {
        if (term instanceof Term.Matrix matrix) {
            return matrix.recurrent() ? 3 : isRepeated(matrix.operand()) ? 1 : 2;
        }
        return domain(term).isOnce() ? 0 : 4;
    }

    /** Whether this is a value per sequence, shown at every step. */
    private static boolean isRepeated(Node node) {
        return node.op() instanceof Op.Broadcast
                && node.domain().isPerStep()
                && node.input(0).domain().isPerSequence()
                && node.input(0).shape().equals(node.shape());
    }

    private static Term.Matrix ofSequence(Term.Matrix term) {
        return new Term.Matrix(term.matrix(), term.operand().input(0), term.transposed(), term.recurrent());
    }

    private Node plus(@Nullable Node sum, Term term) {
        if (term instanceof Term.Matrix matrix) {
            boolean once = isRepeated(matrix.operand())
                    && (sum == null || !sum.domain().isPerStep());
            return graph.chain(sum, once ? ofSequence(matrix) : matrix);
        }
        if (term instanceof Term.Times times) {
            if (sum != null && !Simplifier.isOne(times.a()) && !Simplifier.isOne(times.b())) {
                return graph.multiplyAdd(times.negative(), times.a(), times.b(), sum);
            }
            return plus(sum, new Term.Value(times.negative(), graph.multiply(times.a(), times.b())));
        }
        Term.Value value = (Term.Value) term;
        if (sum == null) {
            return value.negative() ? graph.unary(UnaryFunction.NEGATE, value.value()) : value.value();
        }
        return value.negative() ? graph.subtract(sum, value.value()) : graph.add(sum, value.value());
    }
}
