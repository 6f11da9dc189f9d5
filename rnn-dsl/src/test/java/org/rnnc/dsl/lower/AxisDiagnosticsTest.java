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
                        Code.NOT_IN_THIS_BLOCK,
                        "an axis is named by a model",
                        "cell c(n) { input x: vector<n> per step of §text output y = 2 * x }"));
    }

    private static String axes(String items) {
        return "model Axes {\ninput word: vector<3> per word of text, sound: vector<3> per frame of speech\n" + items
                + "\noutput ww = last(word) output ss = last(sound) }";
    }
}
