// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Start;
import org.rnnc.dsl.model.ModelSpec;

/** How parameters start. */
class StartTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "orthogonal; ORTHOGONAL; 1; 0",
                "orthogonal(gain = 0.5); ORTHOGONAL; 0.5; 0",
                "identity(2); IDENTITY; 2; 0",
                "he; HE; 0; 0",
                "lecun; LECUN; 0; 0",
                "uniform(0.5); UNIFORM; -0.5; 0.5",
                "uniform(1, 2); UNIFORM; 1; 2",
                "constant(0.25); CONSTANT; 0.25; 0",
                "normal(0.1); NORMAL; 0.1; 0",
                "xavier; XAVIER; 0; 0"
            })
    void aModelsMatricesStartAsItSays(String text, Start.Kind kind, double a, double b) {
        ModelSpec model = Specs.compile(
                "model M { input x: vector<4> output y = x |> rnn(3) loss mse(y) train { start " + text + " } }");
        assertEquals(
                List.of(new Start(kind, a, b), new Start(kind, a, b), Start.ZEROS, Start.ZEROS),
                model.graph().parameters().stream().map(Parameter::start).toList());
    }

    @Test
    void aParametersOwnStartComesFirst() {
        ModelSpec model =
                Specs.compile("cell c(n) { input x: vector<m> param W: matrix<n, m> start uniform(1 / sqrt(n))\n"
                        + "param b: vector<n> start constant(1) output y = W * x + b }\n"
                        + "model M { input x: vector<4> output y = x |> c(4) loss mse(y) train { start he } }");
        assertEquals(
                List.of(new Start(Start.Kind.UNIFORM, -0.5, 0.5), new Start(Start.Kind.CONSTANT, 1, 0)),
                model.graph().parameters().stream().map(Parameter::start).toList());
    }

    @Test
    void pytorchStartsEachLayerByWhatItIs() {
        ModelSpec model = Specs.compile("model M { input x: token<9>\n"
                + "output y = x |> embedding(3) |> gru(16) |> dense(4) loss mse(y) train { start pytorch } }");
        Start table = new Start(Start.Kind.NORMAL, 1, 0);
        Start quarter = new Start(Start.Kind.UNIFORM, -0.25, 0.25);
        for (Parameter parameter : model.graph().parameters()) {
            assertEquals(parameter.layer().equals("embedding") ? table : quarter, parameter.start(), parameter.name());
        }
    }

    private static Start startOf(String parameter, String layer, String train) {
        ModelSpec model = Specs.compile("cell own(n, from = 0) { input x: vector<m> param W: matrix<n, m>\n"
                + "param b: vector<n> start constant(from) param c: vector<n> start zeros output y = W * x + b + c }\n"
                + "cell around(n) { input x: vector<m> output y = x |> lstm(n) }\n"
                + "model M { input x: vector<4> output y = x |> " + layer + " as it loss mse(y) train { " + train
                + " } }");
        return model.graph().parameters().stream()
                .filter(p -> p.qualifiedName().endsWith("." + parameter))
                .findFirst()
                .orElseThrow()
                .start();
    }

    /** PyTorch draws all biases of an LSTM. A forget bias that is asked for has the last word, 0 too. */
    @Test
    void aForgetBiasThatNobodyAskedForIsPyTorchs() {
        Start quarter = new Start(Start.Kind.UNIFORM, -0.25, 0.25);
        assertEquals(quarter, startOf("bf", "lstm(16)", "start pytorch"));
        assertEquals(quarter, startOf("bf", "peepholeLstm(16)", "start pytorch"));
        assertEquals(quarter, startOf("bf", "around(16)", "start pytorch"));
        assertEquals(quarter, startOf("bf", "bidirectional(lstm(16))", "start pytorch"));
        assertEquals(new Start(Start.Kind.CONSTANT, 1, 0), startOf("bf", "lstm(16, forgetBias = 1)", "start pytorch"));
        assertEquals(new Start(Start.Kind.CONSTANT, 0, 0), startOf("bf", "lstm(16, forgetBias = 0)", "start pytorch"));
        assertEquals(new Start(Start.Kind.CONSTANT, 1, 0), startOf("bf", "janet(16)", "start pytorch"));
        assertEquals(Start.ZEROS, startOf("bf", "lstm(16)", "start normal(0.1)"));
        assertEquals(Start.ZEROS, startOf("bf", "lstm(16)", "seed 1"));
    }

    @Test
    void soItIsInCellsOfOnesOwn() {
        assertEquals(new Start(Start.Kind.UNIFORM, -0.5, 0.5), startOf("b", "own(16)", "start pytorch"));
        assertEquals(new Start(Start.Kind.CONSTANT, 2, 0), startOf("b", "own(16, from = 2)", "start pytorch"));
        assertEquals(Start.ZEROS, startOf("c", "own(16)", "start pytorch"), "zeros that the cell itself writes");
    }

    @Test
    void whatPyTorchsLayerNormalizationStartsFromStays() {
        assertEquals(new Start(Start.Kind.CONSTANT, 1, 0), startOf("scale", "layerNorm", "start pytorch"));
        assertEquals(Start.ZEROS, startOf("shift", "layerNorm", "start pytorch"));
    }
}
