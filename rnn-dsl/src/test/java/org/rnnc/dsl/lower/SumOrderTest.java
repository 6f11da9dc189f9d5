// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;

/** The order of a sum does not depend on how it is written, only on what its summands are. */
class SumOrderTest {
    private static final String CELL = """
            cell c(n, bias = true) {
              input x: vector<m>
              param W: matrix<n, m>, U: matrix<n, n>
              param b, d: vector<n> if bias
              state h: vector<n>
              h = %s
              all = W * x + U * h[t-1] + b + d
              output all
            }
            model M { input x: vector<3> output y = x |> c(2%s) }
            """;

    /** The chain that ends in the state, from its start: what each step of it adds. */
    private static List<String> chain(String sum, String arguments) {
        Graph graph = Specs.compile(CELL.formatted(sum, arguments)).graph();
        List<String> chain = new ArrayList<>();
        Node node = graph.states().get(0).definition();
        while (!node.inputs().isEmpty()) {
            boolean product = node.op() instanceof Op.Product;
            boolean fused = node.op() instanceof Op.MultiplyAdd;
            Node added = node.input(product || fused ? 0 : 1);
            chain.add(0, (product ? "" : node.op() + " ") + operand(graph, added));
            if (product && node.inputs().size() < 3) {
                return chain;
            }
            node = node.input(product || fused ? 2 : 0);
        }
        chain.add(0, operand(graph, node));
        return chain;
    }

    private static String operand(Graph graph, Node node) {
        return node.op() instanceof Op.Parameter parameter
                ? graph.parameters().get(parameter.index()).name()
                : node.op().toString();
    }

    @Test
    void biasesThenInputThenState() {
        List<String> expected = List.of("b", "Binary[function=ADD] d", "W", "U");
        assertEquals(expected, chain("U * h[t-1] + W * x + b + d", ""));
        assertEquals(expected, chain("W * x + b + (U * h[t-1] + d)", ""));
        assertEquals(expected, chain("b + U * h[t-1] + d + W * x", ""));
    }

    @Test
    void absentTermsVanish() {
        assertEquals(List.of("W", "U"), chain("U * h[t-1] + b + W * x + d", ", bias = false"));
    }

    @Test
    void elementwiseProductsComeLastAndFuse() {
        assertEquals(List.of("b", "U", "MultiplyAdd[negated=true] d"), chain("-(d .* h[t-1]) + U * h[t-1] + b", ""));
    }

    @Test
    void aNegatedMatrixProductIsAValue() {
        assertEquals(
                List.of("b", "W", "Binary[function=SUBTRACT] Product[transposed=false]"),
                chain("b - U * h[t-1] + W * x", ""));
    }

    @Test
    void namesAreValuesAndNeverInlined() {
        Graph graph = Specs.compile(CELL.formatted("k + b k = W * x + U * h[t-1]", ""))
                .graph();
        Node definition = graph.states().get(0).definition();
        assertEquals("Binary[function=ADD]", definition.op().toString());
    }

    @Test
    void aRowLookUpJoinsTheChain() {
        Graph graph = Specs.compile("""
                        cell e(n) { input x: token<v> param E: matrix<v, n>, b: vector<n> output y = row(E, x) + b }
                        model M { input x: token<5> output y = x |> e(3) }
                        """).graph();
        assertEquals("""
                %0 = Input[index=0] token<5> STEP
                %1 = Parameter[index=0] [5][3] ONCE  // e.E
                %2 = Parameter[index=1] [3] ONCE  // e.b
                %3 = Lookup[row=true] (%1, %0, %2) [3] STEP  // y
                """, graph.explain());
    }
}
