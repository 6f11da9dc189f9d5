// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.Start;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.graph.UnaryFunction;

class GraphInterpreterTest {
    private static final Shape SCALAR = new Shape.Vector(1);
    private static final Relation BEFORE = new Relation.Before(Axis.TIME);
    private static final Relation AFTER = BEFORE.opposite();
    private final GraphBuilder graph = new GraphBuilder();

    @Test
    void aStateLooksBackAlongItsDirection() {
        Node x = graph.input(0, SCALAR);
        Node forward = graph.add(graph.previous(0, 1, BEFORE), x);
        Node reverse = graph.add(graph.previous(1, 1, AFTER), x);
        Node initial = graph.initial(0, 1);
        List<State> states = List.of(
                new State(0, "forward", 1, BEFORE, Optional.of(initial), forward),
                new State(1, "reverse", 1, AFTER, Optional.empty(), reverse));
        GraphInterpreter run = new GraphInterpreter(graph.nodes(), states, 3, 2);
        run.setInput(0, new double[] {1, 10, 2, 20, 3, 30});
        run.setInitial(0, new double[] {100, 1000});
        assertArrayEquals(new double[] {101, 1010, 103, 1030, 106, 1060}, run.value(forward));
        assertArrayEquals(new double[] {6, 60, 5, 50, 3, 30}, run.value(reverse));
        assertArrayEquals(new double[] {106, 1060}, run.finalState(states.get(0)));
        assertArrayEquals(new double[] {6, 60}, run.finalState(states.get(1)));

        run.setLengths(new int[] {3, 2});
        assertArrayEquals(new double[] {101, 1010, 103, 1030, 106, 0}, run.value(forward));
        assertArrayEquals(new double[] {6, 30, 5, 20, 3, 0}, run.value(reverse));
        assertArrayEquals(new double[] {106, 1030}, run.finalState(states.get(0)));
    }

    @Test
    void endsAndSumsOfSequences() {
        Node x = graph.input(0, SCALAR);
        Node last = graph.selectStep(true, x);
        Node first = graph.selectStep(false, x);
        Node place = graph.scatterStep(Axis.TIME, true, first);
        Node sum = graph.sumSteps(x);
        Node total = graph.sumAll(x);
        Node twice = graph.broadcast(x, new Shape.Vector(2), Domain.step(Axis.TIME));
        Node outer = graph.outer(twice, x, graph.outer(twice, x, null));
        Node scatter = graph.scatter(graph.concat(List.of(x, last)), graph.input(1, new Shape.Token(2)), true, null);
        GraphInterpreter run = new GraphInterpreter(graph.nodes(), List.of(), 2, 2);
        run.setInput(0, new double[] {1, 2, 3, 4});
        run.setInput(1, new int[] {0, 1, 1, 1});
        assertArrayEquals(new double[] {3, 4}, run.value(last));
        assertArrayEquals(new double[] {1, 2}, run.value(first));
        assertArrayEquals(new double[] {0, 0, 1, 2}, run.value(place));
        assertArrayEquals(new double[] {4, 6}, run.value(sum));
        assertEquals(10, run.scalar(total));
        assertArrayEquals(new double[] {60, 60}, run.value(outer));
        assertArrayEquals(new double[] {1, 3, 9, 11}, run.value(scatter));
    }

    @Test
    void aThousandStepsOfTanh() {
        Parameter u = new Parameter(0, "cell", "U", "weight_hh", new Shape.Matrix(2, 2), Start.ZEROS);
        Parameter w = new Parameter(1, "cell", "W", "weight_ih", new Shape.Matrix(2, 3), Start.ZEROS);
        Node input = graph.input(0, new Shape.Token(3));
        Node sum = graph.add(
                graph.product(graph.parameter(w), input, false),
                graph.product(graph.parameter(u), graph.previous(0, 2, BEFORE), true));
        Node h = graph.unary(UnaryFunction.TANH, sum);
        State state = new State(0, "cell.h", 2, BEFORE, Optional.empty(), h);
        GraphInterpreter run = new GraphInterpreter(graph.nodes(), List.of(state), 1000, 1);
        double[] wx = {0.1, -0.2, 0.3, 0.4, 0.5, -0.6};
        double[] uh = {0.5, -0.3, 0.2, 0.9};
        int[] tokens = new int[1000];
        double[] expected = new double[2000];
        double a = 0;
        double b = 0;
        for (int t = 0; t < 1000; t++) {
            tokens[t] = t * t % 3;
            double nextA = Math.tanh(wx[tokens[t]] + uh[0] * a + uh[2] * b);
            b = Math.tanh(wx[3 + tokens[t]] + uh[1] * a + uh[3] * b);
            a = nextA;
            expected[2 * t] = a;
            expected[2 * t + 1] = b;
        }
        run.setParameter(0, uh);
        run.setParameter(1, wx);
        run.setInput(0, tokens);
        assertArrayEquals(expected, run.value(h), 1e-14);
    }

    @Test
    void refusesWhatHasNoMeaning() {
        Node previous = graph.previous(0, 1, BEFORE);
        Node next = graph.add(previous, graph.constant(1));
        Node sum = graph.add(next, graph.previous(1, 1, AFTER));
        State forward = new State(0, "a", 1, BEFORE, Optional.empty(), sum);
        State reverse = new State(1, "b", 1, AFTER, Optional.empty(), sum);
        GraphInterpreter run = new GraphInterpreter(graph.nodes(), List.of(forward, reverse), 3, 1);
        assertThrows(IllegalStateException.class, () -> run.value(sum));

        assertEquals(Domain.ONCE, graph.sumAll(graph.constant(2)).domain());
        assertThrows(IllegalArgumentException.class, () -> new GraphInterpreter(graph.nodes(), List.of(forward), 3, 1));
    }
}
