// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;

/** What paths such as {@code encoder.c} name. */
class LayerPathsTest {
    private static final String LEAKY = """
            cell leaky(n) {
              input x: vector<m>
              param W: matrix<n, m>
              state h: vector<n>
              k = tanh(W * x)
              h = 0.9 * h[t-1] + k
              output h
            }
            """;

    private static Graph graph(String body) {
        return Specs.compile("model M { input x: vector<3> " + body + " }").graph();
    }

    private static Node state(Graph graph, String name) {
        return graph.states().stream()
                .filter(state -> state.name().equals(name))
                .map(State::definition)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aStateOfALayer() {
        Graph graph = graph("h = x |> lstm(4) as encoder output y = h output c = encoder.c");
        assertSame(state(graph, "encoder.c"), graph.values().get("c"));
        assertSame(state(graph, "encoder.h"), graph.values().get("y"));
    }

    @Test
    void theOrderOfEquationsDoesNotMatter() {
        Graph graph = graph("output c = 2 * lstm2.c a = x |> lstm(4) output y = a |> lstm(5)");
        assertSame(state(graph, "lstm2.c"), graph.values().get("c").input(1));
    }

    @Test
    void anEquationOfALayerIsTheVeryValueTheLayerUses() {
        Graph graph = graph("h = x |> gru(4) output y = h output z = gru.z");
        assertEquals("gru.z", graph.labels().get(graph.values().get("z")));
    }

    @Test
    void eachHalfOfABidirectionalLayer() {
        Graph graph = graph(
                "h = x |> bidirectional(gru(4)) as reader output y = h + concat(reader.reverse.h, reader.forward.h)");
        assertEquals(
                List.of(state(graph, "reader.reverse.h"), state(graph, "reader.forward.h")),
                graph.values().get("y").input(1).inputs());
    }

    @Test
    void aLayerWithinALayer() {
        Graph graph = Specs.compile(
                        "cell twice(n) { input x: vector<m> a = x |> gru(n) as low output y = a |> gru(n) as high }\n"
                                + "model M { input x: vector<3> h = x |> twice(4) as stack output y = h + stack.low.h }")
                .graph();
        assertSame(state(graph, "stack.low.h"), graph.values().get("y").input(1));
    }

    @Test
    void withinACell() {
        Graph graph = Specs.compile("cell memory(n) { input x: vector<m> h = x |> lstm(n) output y = lstm.c }\n"
                        + "model M { input x: vector<3> output y = x |> memory(4) }")
                .graph();
        assertSame(state(graph, "memory.lstm.c"), graph.values().get("y"));
    }

    @Test
    void anInputAndAParameter() {
        Graph graph = graph("h = 2 * x |> dense(4) as code output y = code.W * code.x + h");
        Node product = graph.values().get("y").input(0);
        assertEquals(new Op.Parameter(0), product.input(0).op());
        assertSame(graph.values().get("h").input(1), product.input(1));
        assertEquals("code.W", graph.parameters().get(0).qualifiedName());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "h = x |> leaky(4) as enc output y = h + enc.q;" + "layer `enc` has no `q`; it has `k`, `h`",
                "h = x |> lstm(4) as encoder output y = h + encode.c;"
                        + "there is no layer `encode`; did you mean `encoder`?",
                "h = x |> lstm(4) output y = h + e.c; there is no layer `e`; the only one is `lstm`",
                "h = x |> lstm(4) output y = h + h.c;"
                        + "`h` is a value, not a layer; a layer is named by `as`: x |> lstm(8) as h",
                "h = x |> bidirectional(gru(4)) as r output y = r.h + h;"
                        + "there is no `r.h`; there is `r.forward.h` and `r.reverse.h`",
                "output y = (x |> lstm(4) as enc) + enc.c;"
                        + "`y` needs `enc.c`, and makes layer `enc` itself;"
                        + "give the layer an equation of its own, such as h = x |> lstm(8) as enc",
                "a = x + b h = a |> lstm(3) as enc b = enc.c output y = h;"
                        + "`a` needs `b`, which needs `h`, which needs `a`, all within one step;*"
            })
    void mistakesAreReportedOnce(String body, String message, String hint) {
        var findings = Specs.findings(LEAKY + "model M { input x: vector<3> " + body + " }");
        assertEquals(
                List.of(message + ": " + hint),
                findings.stream()
                        .map(finding -> finding.message() + ": " + (hint.equals("*") ? hint : finding.hint()))
                        .toList());
    }

    @Test
    void aLayerWithAMistakeIsReportedOnce() {
        assertEquals(
                1,
                Specs.findings("model M { input x: vector<3> h = x |> lstm(0) as enc output y = h + enc.c }")
                        .size());
    }
}
