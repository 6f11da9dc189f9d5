// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.processor.standalone.MethodSizes;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;

/** Whatever the model, HotSpot can compile every generated method, and no class comes near the limits of the format. */
class MethodSizeTest {
    /** Of 65,535. */
    private static final int CONSTANTS = 32_000;

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 1000, 1", "16, 25, 32", "33, 7, 5", "100, 25, 1", "512, 1000, 32"})
    void sizes(int hidden, int window, int batch) {
        for (String cell : List.of("rnn", "lstm")) {
            check("""
                    input x: token<65>
                    output y = x |> %s(%d) |> dense(65) |> softmax
                    loss crossEntropy(y)
                    train { window %d, carry state; batch %d; optimizer adagrad(rate = 0.1); clip value 5 }
                    """.formatted(cell, hidden, window, batch));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unroll 1", "unroll 7", "unroll 500", "unroll full"})
    void unrolling(String unroll) {
        check("""
                input x: vector<3>
                output y = x |> gru(5) |> dense(2)
                loss mse(y)
                train { window 500; batch 2; %s }
                """.formatted(unroll));
    }

    /** As long as a window that is written out may be. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"rnn(16); 512; 1", "lstm(100); 512; 4", "lstm(3) |> gru(3); 256; 100", "layerNormLstm(4); 250; 2"})
    void theLongestWindowsInFull(String flow, int window, int batch) {
        check("""
                input x: vector<3>
                output y = x |> %s |> dense(2)
                loss mse(y)
                train { window %d; batch %d; unroll full }
                """.formatted(flow, window, batch));
    }

    @ParameterizedTest
    @CsvSource({"lstm, 12", "lstm, 40", "gru, 20", "rnn, 60", "dense, 100"})
    void deepStacks(String cell, int layers) {
        String stack = IntStream.range(0, layers).mapToObj(i -> cell + "(4)").collect(Collectors.joining(" |> "));
        check("""
                input x: vector<4>
                output y = x |> %s
                loss mse(y)
                train { window 10; batch 3; optimizer adam(rate = 0.1); clip norm 1; gradients input, state }
                """.formatted(stack));
    }

    @Test
    void parametersThatAllStartAtZero() {
        check("""
                input x: vector<2>
                output y = x |> dense(3)
                loss mse(y)
                train { start zeros }
                """);
    }

    /** 125 inputs and as many outputs are as many as there may be. */
    @ParameterizedTest
    @ValueSource(ints = {60, 125})
    void manyInputsOutputsAndLosses(int count) {
        String inputs = each(count, "input x%1$d: vector<2>\n", "");
        String outputs = each(count, "output y%1$d = x%1$d + h |> dense(1)\n", "");
        String sum = each(count, "x%1$d", " + ");
        String losses = each(count, "mse(y%1$d)", " + ");
        check(inputs + "h = " + sum + " |> rnn(2)\n" + outputs + "loss " + losses);
    }

    /** A pass that fuses many equations, each of which is wanted by a later one. */
    @ParameterizedTest
    @ValueSource(ints = {10, 60, 300})
    void longCells(int equations) {
        String chain = IntStream.range(1, equations)
                .mapToObj(i -> "a%d = tanh(a%d) + sigmoid(a%d .* b) .* a0".formatted(i, i - 1, i - 1))
                .collect(Collectors.joining("\n"));
        check("""
                cell chain {
                  input x: vector<5>
                  param U: matrix<5, 5>, b: vector<5>
                  state h: vector<5>
                  a0 = x + U * h[t-1]
                  %s
                  h = tanh(a%d)
                  output h
                }
                input x: vector<5>
                output y = x |> chain
                loss mse(y)
                """.formatted(chain, equations - 1));
    }

    @Test
    void manyTablesOfTokens() {
        String sum = each(200, "(x |> embedding(3))", " + ");
        check("input x: token<99>\noutput y = " + sum + "\nloss mse(y)\n"
                + "train { optimizer adagrad(rate = 0.1); clip norm 1 per tensor; maxNorm 2 }");
    }

    @Test
    void manyMatricesOfOneOperand() {
        String params = each(40, "W%1$d", ", ");
        String sums = each(40, "sigmoid(W%1$d * x + U * h[t-1])", " + ");
        check("""
                cell wide {
                  input x: vector<5>
                  param %s, U: matrix<5, 5>
                  state h: vector<5>
                  h = tanh(%s)
                  output h
                }
                input x: vector<5>
                output y = x |> wide
                loss mse(y)
                """.formatted(params, sums));
    }

    @Test
    void manyMatricesOfTheState() {
        String params = each(60, "U%1$d", ", ");
        String sums = each(60, "sigmoid(x + U%1$d * h[t-1])", " + ");
        check("""
                cell wide {
                  input x: vector<45>
                  param %s: matrix<45, 45>
                  state h: vector<45>
                  h = tanh(%s)
                  output h
                }
                input x: vector<45>
                output y = x |> wide
                loss mse(y)
                """.formatted(params, sums));
    }

    private static String each(int count, String text, String between) {
        return IntStream.range(0, count).mapToObj(text::formatted).collect(Collectors.joining(between));
    }

    private static void check(String body) {
        Map<String, byte[]> classes =
                CompiledModel.of(EmittedModel.spec("Sized", body)).classes();
        List<String> problems = new ArrayList<>();
        classes.forEach((name, bytes) -> {
            MethodSizes.of(bytes).forEach((method, size) -> {
                if (size > MethodSizes.HUGE_METHOD_LIMIT) {
                    problems.add(name + "." + method.replaceAll("\\(.*", "") + " has " + size + " bytes");
                }
            });
            if (MethodSizes.constants(bytes) > CONSTANTS) {
                problems.add(name + " has " + MethodSizes.constants(bytes) + " constants");
            }
        });
        assertEquals(List.of(), problems, body);
    }
}
