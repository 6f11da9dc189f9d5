// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.lower.context.Direction;
import org.rnnc.dsl.model.ModelSpec;

/** Layers that run both ways, and where their values end. */
class BidirectionalTest {
    private static final String OWN = "cell both(n) { input x: vector<m> output y = x |> bidirectional(gru(n)) }\n";

    private static String model(String statement) {
        return "model M { input x: vector<4>\n" + statement + " }";
    }

    private static Node value(String flow) {
        return Specs.compile(OWN + model("output y = " + flow)).graph().values().get("y");
    }

    @Test
    void twoInstancesRunOppositeWays() {
        ModelSpec model = Specs.compile(model("output y = x |> bidirectional(lstm(3)) as tagger"));
        assertEquals(
                List.of(
                        "tagger.forward.h FORWARD",
                        "tagger.forward.c FORWARD",
                        "tagger.reverse.h REVERSE",
                        "tagger.reverse.c REVERSE"),
                model.graph().states().stream()
                        .map(state -> state.name() + " " + Direction.of(state))
                        .toList());
        assertEquals("tagger.forward.Wi", model.graph().parameters().get(0).qualifiedName());
        assertTrue(model.equations().contains("tagger.reverse: c = f .* c[t+1] + i .* g"), model.equations()::toString);
    }

    @Test
    void withinACellThatRunsInReverseTheOtherWayIsForward() {
        ModelSpec model = Specs.compile(OWN + model("output y = x |> bidirectional(both(3))"));
        assertEquals(
                List.of(
                        "both.forward.gru.forward.h FORWARD",
                        "both.forward.gru.reverse.h REVERSE",
                        "both.reverse.gru.forward.h REVERSE",
                        "both.reverse.gru.reverse.h FORWARD"),
                model.graph().states().stream()
                        .map(state -> state.name() + " " + Direction.of(state))
                        .toList());
    }

    @Test
    void oneInstanceRunsInReverseAlone() {
        ModelSpec model = Specs.compile(OWN
                + model("h = x |> reverse(lstm(3)) |> reverse(both(2)) as top "
                        + "output y = h output z = final(h) output w = x |> gru(2) |> reverse(gru(2))"));
        assertEquals(
                List.of(
                        "lstm.h REVERSE",
                        "lstm.c REVERSE",
                        "top.gru.forward.h REVERSE",
                        "top.gru.reverse.h FORWARD",
                        "gru.h FORWARD",
                        "gru2.h REVERSE"),
                model.graph().states().stream()
                        .map(state -> state.name() + " " + Direction.of(state))
                        .toList());
        assertEquals("lstm.Wi", model.graph().parameters().get(0).qualifiedName());
        Node end = value("x |> reverse(rnn(3)) |> final");
        assertEquals(new Op.SelectStep(Axis.TIME, false), end.op());
    }

    @Test
    void furtherInputsAreMadeOnce() {
        ModelSpec model = Specs.compile(
                "cell two(n) { input x: vector<m>, z: vector<m> state h: vector<m> h = x + z .* h[t-1] output h }\n"
                        + model("output y = x |> bidirectional(two(1, z = x |> dense(4)))"));
        assertEquals(2, model.graph().parameters().size());
    }

    @ParameterizedTest
    @CsvSource({"concat, 6", "sum, 3", "mean, 3", "product, 3"})
    void valuesAreMerged(String merge, int size) {
        assertEquals(
                size, value("x |> bidirectional(rnn(3), merge = " + merge + ")").size());
    }

    @Test
    void eachDirectionHasItsOwnEnd() {
        Node end = value("x |> bidirectional(rnn(3)) |> final");
        assertEquals(
                List.of(new Op.SelectStep(Axis.TIME, true), new Op.SelectStep(Axis.TIME, false)),
                end.inputs().stream().map(Node::op).toList());
        assertEquals(new Op.Concat(), value("x |> both(3) |> final").op());
    }

    @ParameterizedTest
    @CsvSource({"x |> rnn(3) |> final", "x |> final", "x |> bidirectional(rnn(3)) |> lstm(2) |> final"})
    void whatRunsForwardEndsLast(String flow) {
        assertEquals(new Op.SelectStep(Axis.TIME, true), value(flow).op());
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(Code.MIXED_DOMAINS, "final(...) takes", "output y = §last(h) h = x |> bidirectional(gru(3))"),
                arguments(
                        Code.MIXED_DOMAINS,
                        "run both ways",
                        "h = x |> bidirectional(gru(4), merge = sum) output y = §final(h + x)"),
                arguments(Code.MIXED_DOMAINS, "one for each", "h = x |> rnn(3) |> last output y = §final(h)"),
                arguments(Code.MISSING_ARGUMENT, "needs `cell`", "output y = x |> §bidirectional"),
                arguments(Code.EXTRA_ARGUMENT, "merge = 3", "output y = x |> bidirectional(gru(2), §3)"),
                arguments(Code.UNKNOWN_CHOICE, "concat", "output y = x |> bidirectional(gru(2), merge = §concar)"),
                arguments(Code.UNKNOWN_OPTION, "`merge`?", "output y = x |> bidirectional(gru(2), §merg = sum)"),
                arguments(Code.UNKNOWN_STAGE, "did you mean `gru`?", "output y = x |> bidirectional(§grv(2))"),
                arguments(Code.WRONG_TYPE, "a function", "output y = x |> bidirectional(§tanh)"),
                arguments(Code.WRONG_TYPE, "takes a cell", "output y = x |> bidirectional(§2)"),
                arguments(
                        Code.WRONG_TYPE,
                        "bidirectional already",
                        "output y = x |> bidirectional(§bidirectional(gru(2)))"),
                arguments(
                        Code.WRONG_TYPE,
                        "both ways, or in reverse alone",
                        "output y = x |> bidirectional(§reverse(gru(2)))"),
                arguments(
                        Code.WRONG_TYPE,
                        "both ways, or in reverse alone",
                        "output y = x |> reverse(§bidirectional(gru(2)))"),
                arguments(Code.WRONG_TYPE, "reverse already", "output y = x |> reverse(§reverse(gru(2)))"),
                arguments(Code.WRONG_TYPE, "has no state", "output y = x |> reverse(§dense(2))"),
                arguments(Code.WRONG_TYPE, "a function", "output y = x |> reverse(§softmax)"),
                arguments(Code.WRONG_TYPE, "x |> reverse(gru(2))", "output y = §reverse(gru(2))"),
                arguments(Code.MISSING_ARGUMENT, "needs `cell`", "output y = x |> §reverse"),
                arguments(Code.UNKNOWN_OPTION, "merge", "output y = x |> reverse(gru(2), §merge = sum)"),
                arguments(
                        Code.MIXED_DOMAINS,
                        "final(...) takes the first step",
                        "output y = §last(h) h = x |> reverse(gru(3))"),
                arguments(Code.WRONG_TYPE, "has no state", "output y = x |> bidirectional(§dense(2))"),
                arguments(Code.WRONG_TYPE, "x |> bidirectional(gru(2))", "output y = §bidirectional(gru(2))"),
                arguments(Code.MISSING_ARGUMENT, "`gru` needs `n`", "output y = x |> bidirectional(§gru)"),
                arguments(
                        Code.UNKNOWN_STAGE, "did you mean `bidirectional`?", "output y = x |> §bidirectionel(gru(2))"),
                arguments(
                        Code.MIXED_DOMAINS,
                        "just one value for each sequence",
                        "output y = x |> last |> bidirectional(§gru(2))"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("mistakes")
    void isFoundOnce(Code code, String says, String marked) {
        assertFound(code, says, model(marked));
    }

    @Test
    void aStateCannotNeedItsOwnFuture() {
        assertFound(
                Code.LOOP_IN_STEP,
                "each is made from the other",
                "cell §c(n) { input x: vector<n> state h: vector<n> y = h[t-1] |> bidirectional(gru(n), merge = sum)\n"
                        + "h = tanh(x + y) output h }");
    }

    private static void assertFound(Code code, String says, String marked) {
        List<Diagnostic> found = Specs.findings(marked.replace("§", ""));
        String all = String.join("\n", found.stream().map(Diagnostic::format).toList());
        assertEquals(1, found.size(), all);
        assertEquals(code.id(), found.get(0).code(), all);
        assertEquals(marked.indexOf('§'), found.get(0).span().start(), all);
        assertTrue(all.contains(says), all);
    }
}
