// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.support.EmittedModel;

/** Which products with tokens are looked up, and what is left of them. */
class TokenTablesTest {
    private static final String NEXT = "input x: token<5> output y: token<5> = x |> ";
    private static final String LOSS = " |> dense(5) |> softmax loss crossEntropy(y)";

    private static long tables(String body) {
        ModelSpec spec = EmittedModel.spec("Tables", body);
        return TokenTables.of(spec).graph().nodes().stream()
                .filter(node -> node.op() instanceof Op.OfToken)
                .count();
    }

    private static String train(String window) {
        return " train { " + window + "; optimizer sgd(rate = 0.1) }";
    }

    @Test
    void productsOfEmbeddingsAreLookedUp() {
        assertEquals(1, tables(NEXT + "embedding(3) |> rnn(4)" + LOSS + train("window 10")));
        assertEquals(4, tables(NEXT + "embedding(3) |> lstm(4)" + LOSS + train("window 5; batch 2")));
        assertEquals(6, tables(NEXT + "embedding(3) |> bidirectional(gru(4))" + LOSS + train("window 2; batch 5")));
        assertEquals(1, tables(NEXT + "embedding(3)" + LOSS + train("window 1; batch 10")));
        assertEquals(
                2,
                tables("input x: token<5> input w: token<4> e = x |> embedding(3) f = w |> embedding(2)"
                        + " output y = (e |> rnn(4)) + (f |> rnn(4)) loss mse(y)" + train("window 10")));
    }

    /** Then a window, and what is kept of it, would have more to do, or to keep. */
    @Test
    void tablesAreMadeWhereTheyAreLess() {
        assertEquals(0, tables(NEXT + "embedding(3) |> rnn(4)" + LOSS + train("window 9")));
        assertEquals(0, tables(NEXT + "embedding(3) |> rnn(4)" + LOSS + train("window 20, backward 9")));
        String many = "input x: token<3000> output y = x |> embedding(3) |> rnn(%d) |> dense(2) loss mse(y)"
                + train("window 100; batch 64");
        assertEquals(1, tables(many.formatted(300)));
        assertEquals(0, tables(many.formatted(400)));
    }

    @Test
    void whatIsNotTrainedHasTablesToo() {
        assertEquals(1, tables("input x: token<5> output y = x |> embedding(3) |> rnn(4)"));
        assertEquals(0, tables("input x: token<30000> output y = x |> embedding(3) |> rnn(100)"));
    }

    /** What is not the same for each place of a token, or in training as in use; and tables that something else reads. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "input x: token<5> output y = x |> rnn(4)",
                "input x: token<5> output y = x |> embedding(3) |> dropout(0.5) |> rnn(4)",
                "cell hidden(n) { input x: vector<m> param W: matrix<n, m> output y = dropout(W, 0.5) * x }"
                        + " input x: token<5> output y = x |> embedding(3) |> hidden(4)",
                "input x: token<5> output y = x |> embedding(3) |> layerNorm |> rnn(4)",
                "input x: token<5> output y: token<5> = x |> embedding(3) as e |> rnn(3) |> dense(5, W = e.E) |> softmax"
            })
    void othersStay(String body) {
        assertEquals(
                0,
                tables(body + " loss " + (body.contains("softmax") ? "crossEntropy(y)" : "mse(y)")
                        + train("window 20; batch 4")));
    }

    @Test
    void whatIsObservedIsComputedAtEachStep() {
        String body =
                NEXT + "embedding(3) as e |> rnn(4)" + LOSS + " train { window 20; %s optimizer sgd(rate = 0.1) }";
        assertEquals(1, tables(body.formatted("")));
        assertEquals(0, tables(body.formatted("observe e.y;")));
    }

    @Test
    void whatHasNoneStaysItself() {
        ModelSpec spec = EmittedModel.spec("None", "input x: vector<3> output y = x |> rnn(4)");
        assertSame(spec, TokenTables.of(spec));
    }

    /** Parameters alone say what is in them, so that no step computes it; the way back has a row for each token. */
    @Test
    void stepsLookUpAndNothingElse() {
        Plan plan = EmittedModel.plan(
                EmittedModel.spec("Steps", NEXT + "embedding(3) |> lstm(4)" + LOSS + train("window 10")));
        assertEquals(1, products(plan.refresh()).size());
        for (Program program : List.of(plan.step().orElseThrow(), plan.window().orElseThrow())) {
            // Of h, for the layer itself and for the dense one.
            assertEquals(
                    2,
                    program.forward().stream()
                            .flatMap(stage -> stage.kernels().stream())
                            .filter(Kernel.Products.class::isInstance)
                            .count());
        }
        Stream<Stage> ofTokens =
                plan.window().orElseThrow().stages().stream().filter(stage -> stage.kind() instanceof Stage.Tokens);
        List<Node> computed = ofTokens.flatMap(stage -> stage.kernels().stream())
                .flatMap(kernel -> kernel.nodes().stream())
                .toList();
        assertEquals(
                4,
                computed.stream()
                        .filter(node -> node.op() instanceof Op.SumTokens)
                        .count());
        assertTrue(computed.stream().anyMatch(node -> node.op() instanceof Op.Product product && product.transposed()));
    }

    private static List<Kernel> products(Program program) {
        return program.stages().stream()
                .flatMap(stage -> stage.kernels().stream())
                .filter(kernel -> kernel instanceof Kernel.Products products && !products.isLookup())
                .toList();
    }
}
