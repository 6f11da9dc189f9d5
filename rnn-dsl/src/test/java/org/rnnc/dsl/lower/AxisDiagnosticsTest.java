// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnnc.dsl.diag.Code;

/** What is said of models with several time axes, and of tokens that are fed back; the place of each is marked. */
class AxisDiagnosticsTest {
    @ParameterizedTest
    @MethodSource("axes")
    void isFoundOnce(Code code, String says, String marked) {
        new DiagnosticsTest().isFoundOnce(code, says, marked);
    }

    static Stream<Arguments> axes() {
        return Stream.of(
                arguments(
                        Code.MIXED_AXES,
                        "per step of `text` and one per step of `speech`",
                        axes("output y = §word + sound")),
                arguments(
                        Code.MIXED_AXES,
                        "per step of `speech` and one per step of `text`",
                        axes("output y = §concat(sound, word)")),
                arguments(
                        Code.MIXED_AXES,
                        "`both` runs along `text`",
                        "cell both { input x: vector<n>, z: vector<n>\n"
                                + "state h: vector<n>\nh = x + z + h[t-1]\noutput h }\n"
                                + axes("output y = word |> §both(z = sound)")),
                arguments(Code.MIXED_AXES, "does not say of which", axes("output y = word + §repeat(last(sound))")),
                arguments(
                        Code.MIXED_AXES,
                        "its value is there per step of text",
                        axes("output y: vector<3> per §step of speech = word |> gru(3)")),
                arguments(
                        Code.MIXED_AXES,
                        "its value is there once a sequence",
                        axes("output y: vector<3> per §step of speech = last(word)")),
                arguments(
                        Code.MIXED_AXES,
                        "not said along which `y`",
                        axes("output y: vector<3> = §previous(y) |> gru(3, h = last(word)) |> dense(3)")),
                arguments(
                        Code.NO_TREE,
                        "the steps of `speech` are no nodes of a tree",
                        axes("output y = §atLeaves(word, per = speech)")),
                arguments(Code.NO_TREE, "the steps of none are nodes of a tree", axes("output y = §atNodes(word)")),
                arguments(
                        Code.MIXED_DOMAINS,
                        "`atLeaves` takes a value per step",
                        axes("output y = §atLeaves(last(word), per = parse) |> treeLstm(3)")),
                arguments(Code.UNKNOWN_CHOICE, "no axis `words`", axes("output y = repeat(last(word), per = §words)")),
                arguments(
                        Code.UNKNOWN_CHOICE,
                        "no axis `time`",
                        axes("output y = word |> gru(3)\nloss mse(y)\ntrain { window §time 5 }")),
                arguments(
                        Code.DUPLICATE_ARGUMENT,
                        "given twice",
                        axes("output y = word |> gru(3)\nloss mse(y)\ntrain { window text 5, §text 6 }")),
                arguments(
                        Code.BAD_VALUE,
                        "this model has several",
                        axes("output y = word |> gru(3)\nloss mse(y)\ntrain { window 5, backward §3 }")),
                arguments(
                        Code.BAD_VALUE,
                        "from 0 to 8",
                        axes(
                                "output y: token<9> per step of text = previous(y, start = §9) |> embedding(2) |> dense(9) |> softmax")),
                arguments(
                        Code.BAD_VALUE,
                        "with 0",
                        axes("output y: token<9> per step of text = concat(previous(y) |> embedding(2),"
                                + " §previous(y, start = 1) |> embedding(2)) |> dense(9) |> softmax")),
                arguments(
                        Code.LOSS_MISFIT,
                        "compares it with none",
                        axes(
                                "output y: token<9> per step of text = §previous(y) |> embedding(2) |> dense(9) |> softmax\n"
                                        + "output z = last(sound) |> dense(2)\nloss mse(z)")),
                arguments(
                        Code.CARRIED_START,
                        "a token is fed back",
                        axes(
                                "output y: token<9> per step of text = previous(y) |> embedding(2) |> dense(9) |> softmax\n"
                                        + "loss crossEntropy(y)\ntrain { §window 5, carry state }")),
                arguments(
                        Code.UNKNOWN_NAME,
                        "has no state `c`",
                        axes("a = word |> gru(3) as reader\noutput y = sound |> lstm(3, start = §reader)")),
                arguments(
                        Code.UNKNOWN_NAME,
                        "runs both ways",
                        axes(
                                "a = word |> bidirectional(gru(3)) as reader\noutput y = sound |> gru(3, start = §reader)")),
                arguments(
                        Code.SHAPE_MISMATCH,
                        "is vector<4>",
                        axes("a = word |> gru(4) as reader\noutput y = sound |> gru(3, start = §reader)")),
                arguments(
                        Code.MIXED_AXES,
                        "`word` (line 2) has one per step of `text`, along which it runs",
                        axes("output y = word |> §dotAttention(over = word)")),
                arguments(
                        Code.MIXED_AXES,
                        "takes a value per step of another axis than its own as `over`; `a` (line 3) is sequence",
                        axes("a = last(sound)\noutput y = word |> §dotAttention(over = a)")),
                arguments(
                        Code.MIXED_AXES,
                        "`speech` as before; `sign` (line 6) has one per step of `other`",
                        "cell both() {\ninput x: vector<n>, y: vector<n> per step of there, z: vector<n> per step of there\n"
                                + "output p = sumOverSteps(dot(x, y) * z) }\n"
                                + axes("input sign: vector<3> per sign of other\n"
                                        + "output s = last(sign) output y = word |> §both(y = sound, z = sign)")),
                arguments(
                        Code.MIXED_AXES,
                        "this joins a value per step of `text` and one per step of `speech`",
                        axes(
                                "a = word |> dotAttention(over = sound) as look\noutput y = §word + sound\noutput z = look.weight")),
                arguments(
                        Code.MIXED_DOMAINS,
                        "its equation gives one for each step of two axes",
                        "cell pairs(n) {\ninput x: vector<n>, over: vector<n> per step of source\nstate h: vector<n>\n"
                                + "h = §h[t-1] + x + over\noutput h }"),
                arguments(
                        Code.MIXED_DOMAINS,
                        "`last` takes a value per step; `p` (line 3) has one for each step of two axes",
                        "cell pairs(n) {\ninput x: vector<n>, over: vector<n> per step of source\np = x + over\n"
                                + "output y = §last(p) }"),
                arguments(
                        Code.UNAVAILABLE,
                        "`dropout` of a value for each step of `time` and of `source`",
                        "cell pairs(n) {\ninput x: vector<n>, over: vector<n> per step of source\n"
                                + "output y = sumOverSteps(§dropout(x + over, 0.5)) }"),
                arguments(
                        Code.UNAVAILABLE,
                        "a loss of a value for each step of two axes",
                        axes(
                                "a = word |> dotAttention(over = sound) as look\noutput w = look.weight\noutput y = a\nloss mse(§w)")),
                arguments(
                        Code.UNAVAILABLE,
                        "a penalty of a value for each step of two axes",
                        axes(
                                "a = word |> dotAttention(over = sound) as look\noutput y = a\nloss mse(y) + l1(§look.weight)")));
    }

    private static String axes(String items) {
        return "model Axes {\ninput word: vector<3> per word of text, sound: vector<3> per frame of speech\n" + items
                + "\noutput ww = last(word) output ss = last(sound) }";
    }
}
