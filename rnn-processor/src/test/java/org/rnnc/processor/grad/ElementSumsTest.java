// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.grad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.graph.UnaryFunction;

/** What is taken out of a sum over elements, and what is not. */
class ElementSumsTest {
    private final GraphBuilder graph = new GraphBuilder();
    private final ElementSums sums = new ElementSums(graph);
    private final Node x = graph.input(0, new Shape.Vector(6));
    private final Node y = graph.input(1, new Shape.Vector(6));
    private final Node number = graph.input(2, new Shape.Vector(1));

    @Test
    void whatAllElementsShareIsTakenOut() {
        Node sum = graph.sumElements(x);
        assertSame(graph.divide(sum, number), sums.sum(graph.divide(x, number)));
        assertSame(graph.multiply(number, sum), sums.sum(graph.multiply(number, x)));
        assertSame(graph.multiply(sum, number), sums.sum(graph.multiply(x, number)));
        assertSame(graph.unary(UnaryFunction.NEGATE, sum), sums.sum(graph.unary(UnaryFunction.NEGATE, x)));
        Node product = graph.divide(graph.multiply(x, y), number);
        assertSame(graph.divide(graph.dot(x, y), number), sums.sum(product));
        assertSame(number, sums.sum(number));
    }

    @Test
    void everythingElseIsSummedAsItIs() {
        for (Node vector : new Node[] {x, graph.divide(number, x), graph.divide(x, y), graph.add(x, number)}) {
            Node sum = sums.sum(vector);
            assertEquals(new Op.Sum(), sum.op());
            assertSame(vector, sum.input(0));
        }
    }

    @Test
    void whatIsCenteredAddsNothing() {
        Node centered = graph.subtract(x, graph.divide(graph.sumElements(x), graph.constant(6)));
        Node spread = graph.broadcast(number, x.shape(), number.domain());
        for (Node factor : new Node[] {centered, graph.divide(centered, number)}) {
            assertSame(graph.sumElements(y), sums.sum(plus(spread, factor)));
            assertSame(graph.sumElements(y), sums.sum(plus(factor, spread)));
        }
    }

    @Test
    void whatIsNearlyCenteredIsSummed() {
        Node spread = graph.broadcast(number, x.shape(), number.domain());
        Node otherCount = graph.subtract(x, graph.divide(graph.sumElements(x), graph.constant(5)));
        Node otherVector = graph.subtract(x, graph.divide(graph.sumElements(y), graph.constant(6)));
        Node centered = graph.subtract(x, graph.divide(graph.sumElements(x), graph.constant(6)));
        for (Node vector : new Node[] {plus(spread, otherCount), plus(spread, otherVector), plus(y, centered)}) {
            assertSame(vector, sums.sum(vector).input(0));
        }
    }

    /** {@code y + a * b}. */
    private Node plus(Node a, Node b) {
        return graph.sum(List.of(new Term.Value(false, y), new Term.Times(false, a, b)));
    }
}
