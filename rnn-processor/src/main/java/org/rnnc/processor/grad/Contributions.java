// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.grad;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.Term;

/**
 * Collects, for each node, what its users say the loss changes by, and adds it up. Where a value was spread over
 * elements, steps or sequences, what comes back is summed over them.
 */
final class Contributions {
    private final GraphBuilder graph;
    private final Relevance relevance;
    private final ElementSums elements;
    private final Map<Node, List<Term>> terms = new HashMap<>();
    private final Map<Node, Node> matrices = new HashMap<>();
    private final Map<Node, Node> sums = new HashMap<>();

    Contributions(GraphBuilder graph, Relevance relevance) {
        this.graph = graph;
        this.relevance = relevance;
        this.elements = new ElementSums(graph);
    }

    boolean wanted(Node node) {
        return relevance.needsAdjoint(node);
    }

    void add(Node to, Node value) {
        add(to, new Term.Value(false, value));
    }

    void addTimes(Node to, boolean negative, Node a, Node b) {
        add(to, new Term.Times(negative, a, b));
    }

    /** To a value that is seen at pairs of steps each part goes by itself: summed over the other axis, and not kept for each pair. */
    void add(Node to, Term term) {
        if (to.op() instanceof Op.AtPairs && wanted(to.input(0))) {
            add(to.input(0), overPairs(to, term));
            return;
        }
        if (wanted(to) && to.isMatrix()) {
            terms.computeIfAbsent(to, node -> new ArrayList<>()).add(term);
        } else if (wanted(to)) {
            Term fitting = size(term) == to.size() && domain(term).equals(to.domain()) ? term : reduced(term, to);
            terms.computeIfAbsent(to, node -> new ArrayList<>()).add(fitting);
        }
    }

    /** Adds {@code d xᵀ}, over all steps, to a matrix's adjoint. */
    void addOuter(Node matrix, Node d, Node x) {
        if (wanted(matrix)) {
            Node narrowD = narrow(d, x.domain());
            Node narrowX = narrow(x, d.domain());
            matrices.put(matrix, graph.outer(narrowD, narrowX, matrices.get(matrix)));
        }
    }

    /** What is multiplied with the same vector at each step is summed first: one product in place of many. */
    private Node narrow(Node value, Domain other) {
        return sumInto(other, value);
    }

    /** What {@code value} sums up to over all that {@code domain} has one value for. */
    private Node sumInto(Domain domain, Node value) {
        if (value.domain().isWithin(domain)) {
            return value;
        }
        if (domain.isOnce()) {
            return graph.sumAll(value);
        }
        return value.domain().isPerChild() ? sumInto(domain, graph.sumChildren(value)) : graph.sumSteps(value);
    }

    void addScatter(Node matrix, Node d, Node token, boolean row) {
        if (wanted(matrix)) {
            matrices.put(matrix, graph.scatter(narrow(d, token.domain()), token, row, matrices.get(matrix)));
        }
    }

    /** To a value that there is one of for each token, by what came back to those that were read. */
    void addTokens(Node values, Node d, Node token) {
        if (wanted(values)) {
            add(values, graph.sumTokens(narrow(d, token.domain()), token));
        }
    }

    /** The whole adjoint of {@code node}, of its shape and domain; absent if nothing was contributed. */
    Optional<Node> total(Node node) {
        if (node.isMatrix()) {
            return ofMatrix(node);
        }
        if (!terms.containsKey(node)) {
            return Optional.empty();
        }
        return Optional.of(sums.computeIfAbsent(
                node,
                key -> graph.broadcast(
                        graph.sum(inOrder(Objects.requireNonNull(terms.get(key)))), key.shape(), key.domain())));
    }

    /** What products with the matrix contribute, as one chain, then what is computed with its elements. */
    private Optional<Node> ofMatrix(Node node) {
        List<Term> all = new ArrayList<>();
        if (matrices.containsKey(node)) {
            all.add(new Term.Value(false, matrices.get(node)));
        }
        all.addAll(terms.getOrDefault(node, List.of()));
        return all.isEmpty() ? Optional.empty() : Optional.of(graph.sum(all));
    }

    /** Products in the order in which the matrices were declared: those of one pack then follow its layout. */
    private static List<Term> inOrder(List<Term> terms) {
        List<Term> ordered = new ArrayList<>(terms);
        ordered.sort(Comparator.comparingInt(
                term -> term instanceof Term.Matrix matrix ? matrix.matrix().id() : Integer.MAX_VALUE));
        return ordered;
    }

    private Node value(Term term, int wantedSize) {
        if (term instanceof Term.Times times
                && wantedSize == 1
                && times.a().size() == times.b().size()
                && times.a().size() > 1) {
            Node dot = graph.dot(times.a(), times.b());
            return times.negative() ? graph.sum(List.of(new Term.Value(true, dot))) : dot;
        }
        return graph.sum(List.of(term));
    }

    private Term overPairs(Node to, Term term) {
        Domain.Pair pair = to.domain().pair().orElseThrow();
        Axis other = pair.other(to.input(0).domain().axis().orElseThrow());
        if (term instanceof Term.Times times && to.size() > 1) {
            Node a = oneNumber(times.a());
            Node b = oneNumber(times.b());
            Node weight = graph.atPairs(a.size() == 1 ? a : b, pair);
            Node value = graph.atPairs(a.size() == 1 ? times.b() : times.a(), pair);
            if (weight.size() == 1 && weight.domain().isPair() && value.domain().isPair() && value.size() > 1) {
                return new Term.Value(times.negative(), graph.sumPairs(other, weight, value));
            }
        }
        Node value = value(term, to.size());
        Node fitting = to.size() == 1 ? elements.sum(value) : value;
        return new Term.Value(false, graph.sumPairs(other, graph.broadcast(fitting, to.shape(), pair)));
    }

    /** The number that all elements of {@code value} are, if that is one. */
    private static Node oneNumber(Node value) {
        boolean spread = value.op() instanceof Op.Broadcast && value.input(0).size() == 1;
        return spread && value.domain().equals(value.input(0).domain()) ? value.input(0) : value;
    }

    /** What a term sums up to over all that {@code to} has one value for. */
    private Term reduced(Term term, Node to) {
        if (to.domain().isOnce()
                && term instanceof Term.Times times
                && isOwnRow(times.a(), to)
                && isOwnRow(times.b(), to)
                && !times.a().equals(times.b())
                && times.a().domain().equals(times.b().domain())) {
            return new Term.Value(times.negative(), graph.sumAll(times.a(), times.b()));
        }
        return new Term.Value(false, reduce(value(term, to.size()), to));
    }

    /** Whether there is a row of it somewhere, as long as {@code to}, that a sum can read. */
    private static boolean isOwnRow(Node factor, Node to) {
        return factor.size() == to.size()
                && (factor.domain().isPerStep() && !factor.domain().isPerChild()
                        || factor.domain().isPerSequence())
                && !(factor.op() instanceof Op.Broadcast);
    }

    private Node reduce(Node value, Node to) {
        Node summed = to.size() == 1 ? elements.sum(value) : value;
        return sumInto(to.domain(), summed);
    }

    private static int size(Term term) {
        if (term instanceof Term.Matrix matrix) {
            Shape.Matrix shape = matrix.matrix().matrix();
            return matrix.transposed() ? shape.columns() : shape.rows();
        }
        if (term instanceof Term.Times times) {
            return Math.max(times.a().size(), times.b().size());
        }
        return ((Term.Value) term).value().size();
    }

    private static Domain domain(Term term) {
        if (term instanceof Term.Matrix matrix) {
            return matrix.operand().domain();
        }
        if (term instanceof Term.Times times) {
            return times.a().domain().widest(times.b().domain());
        }
        return ((Term.Value) term).value().domain();
    }
}
