// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.graph.Dependencies;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.DomainRule;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.ParallelAxis;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.grad.Adjoint;
import org.rnnc.processor.grad.Differentiator;
import org.rnnc.processor.reference.RandomGraphs.Options;

/**
 * What operations say of themselves holds: data is changed at some places, and what says that it is not made of them has
 * the same values as before. Over random models with their gradients, as the interpreter computes them.
 */
class TraitsTest {
    private static final int STEPS = 4;
    private static final int BATCH = 2;
    private static final int MODELS = 25;

    private int same;
    private int changed;

    /** One random model with its gradients. */
    private record Case(Graph graph, Adjoint adjoint) {
        static Case of(long seed) {
            Graph graph = RandomGraphs.model(seed, Options.EVERYTHING).graph();
            return new Case(graph, Differentiator.differentiate(graph, new Differentiator.Wanted(true, true)));
        }

        GraphInterpreter run(WindowData data) {
            return data.fill(new GraphInterpreter(adjoint.nodes(), adjoint.states(), STEPS, BATCH));
        }

        /** The nodes that are made of one that {@code holds} is true of, through time. */
        Set<Node> madeOf(Predicate<Op> holds) {
            Dependencies dependencies = new Dependencies(adjoint.states());
            Set<Node> found = new HashSet<>();
            int before = -1;
            while (found.size() != before) {
                before = found.size();
                for (Node node : adjoint.nodes()) {
                    if (holds.test(node.op()) || dependencies.of(node).stream().anyMatch(found::contains)) {
                        found.add(node);
                    }
                }
            }
            return found;
        }
    }

    @Test
    void sequencesAreApart() {
        for (long seed = 1; seed <= MODELS; seed++) {
            Case model = Case.of(seed);
            check(
                    model,
                    model.madeOf(op -> !op.traits().axes().contains(ParallelAxis.SEQUENCE)),
                    (step, sequence) -> sequence == 0);
        }
        assertCounts();
    }

    @Test
    void stepsAreApart() {
        for (long seed = 1; seed <= MODELS; seed++) {
            Case model = Case.of(seed);
            check(model, model.madeOf(op -> op.traits().isOverSteps()), (step, sequence) -> step == 1);
        }
        assertCounts();
    }

    /** In a window the last step is the newest at all steps. */
    @Test
    void nothingLooksAhead() {
        for (long seed = 1; seed <= MODELS; seed++) {
            Case model = Case.of(seed);
            List<State> states = model.adjoint().states();
            Predicate<Op> ahead = op -> op.traits().looksAhead()
                    || op instanceof Op.SelectStep
                    || op instanceof Op.Previous previous
                            && !states.get(previous.state()).relation().looksBack();
            check(model, model.madeOf(ahead), (step, sequence) -> step == STEPS - 1);
        }
        assertCounts();
    }

    @Test
    void valuesAreWhereTheySay() {
        for (long seed = 1; seed <= MODELS; seed++) {
            for (Node node : Case.of(seed).adjoint().nodes()) {
                Domain widest = node.inputs().stream().map(Node::domain).reduce(Domain.ONCE, Domain::widest);
                DomainRule rule = node.op().traits().domain();
                boolean given = rule.equals(DomainRule.GIVEN);
                Domain said = given ? node.domain().widest(widest) : rule.of(widest);
                assertEquals(said, node.domain(), node::toString);
            }
        }
    }

    /** Nothing was tested if no value changed at all, or none was left to compare. */
    private void assertCounts() {
        assertTrue(changed > 100, () -> "changed: " + changed);
        assertTrue(same > 100, () -> "compared: " + same);
    }

    private void check(Case model, Set<Node> mayDiffer, BiPredicate<Integer, Integer> place) {
        WindowData data = WindowData.random(model.graph(), STEPS, BATCH, 17);
        GraphInterpreter before = model.run(data);
        GraphInterpreter after = model.run(changed(model.graph(), data, place));
        for (Node node : model.adjoint().nodes()) {
            double[] old = before.value(node);
            double[] now = after.value(node);
            int size = (int) node.shape().elements();
            for (int i = 0; i < old.length; i++) {
                int row = i / size;
                boolean there = !node.domain().isOnce()
                        && (node.domain().isPerStep() ? place.test(row / BATCH, row % BATCH) : place.test(-1, row));
                boolean equal = Double.compare(old[i], now[i]) == 0;
                changed += equal ? 0 : 1;
                if (!there && !mayDiffer.contains(node)) {
                    same++;
                    assertTrue(
                            equal,
                            () -> "%" + node.id() + " in\n" + model.graph().explain());
                }
            }
        }
    }

    /** Other inputs and targets at these places. */
    private static WindowData changed(Graph graph, WindowData data, BiPredicate<Integer, Integer> place) {
        WindowData other = WindowData.random(graph, STEPS, BATCH, 18);
        return new WindowData(
                STEPS,
                BATCH,
                data.parameters(),
                mixed(graph.inputs(), data.inputs(), other.inputs(), place),
                mixed(graph.targets(), data.targets(), other.targets(), place),
                data.initials());
    }

    private static List<Object> mixed(
            List<Graph.Data> kinds, List<Object> a, List<Object> b, BiPredicate<Integer, Integer> place) {
        List<Object> mixed = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            boolean steps = kinds.get(i).domain().isPerStep();
            Predicate<Integer> other = row -> steps ? place.test(row / BATCH, row % BATCH) : place.test(-1, row);
            mixed.add(
                    a.get(i) instanceof int[] tokens
                            ? mixed(tokens, (int[]) b.get(i), other)
                            : mixed((double[]) a.get(i), (double[]) b.get(i), kinds.get(i), other));
        }
        return mixed;
    }

    private static int[] mixed(int[] a, int[] b, Predicate<Integer> other) {
        int[] mixed = a.clone();
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = other.test(i) ? b[i] : a[i];
        }
        return mixed;
    }

    private static double[] mixed(double[] a, double[] b, Graph.Data kind, Predicate<Integer> other) {
        double[] mixed = a.clone();
        int size = (int) kind.shape().elements();
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = other.test(i / size) ? b[i] : a[i];
        }
        return mixed;
    }
}
