// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.lower.SpecCompiler;
import org.rnnc.dsl.lower.Specs;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.syntax.SpecFile;

/** Which cell a name means, and what its layers are called. */
class CellScopeTest {
    private static final String OWN = "cell rnn(n) { input x: vector<n> output y = 2 * x }\n";
    private static final String MODEL = "model M { input x: vector<3> output y = x |> rnn(3) }";

    static List<String> library() {
        return CellLibrary.files().stream().map(file -> file.source().text()).toList();
    }

    @ParameterizedTest
    @MethodSource("library")
    void libraryCellsHaveNoMistake(String text) {
        assertEquals(List.of(), Specs.findings(text));
    }

    @Test
    void aFilesOwnCellComesBeforeTheLibrarys() {
        assertEquals(0, Specs.compile(OWN + MODEL).graph().parameters().size());
        assertEquals(4, Specs.compile(MODEL).graph().parameters().size());
    }

    @Test
    void aNeighboursCellIsInScope() {
        SpecFile neighbour = Specs.read("Cells.rnn", "cell twice { input x: vector<n> output y = 2 * x }");
        Diagnostics diagnostics = new Diagnostics();
        SpecFile file = Specs.read("Test.rnn", "model M { input x: vector<3> output y = x |> twice }");
        assertEquals(
                1,
                SpecCompiler.compile(file, List.of(file, neighbour), diagnostics)
                        .size());
        assertEquals(List.of(), diagnostics.all());
    }

    @Test
    void aNeighboursMistakesAreReportedInItsFile() {
        SpecFile neighbour = Specs.read("Cells.rnn", "cell twice { input x: vector<n> output y = 2 * z }");
        Diagnostics diagnostics = new Diagnostics();
        SpecFile file = Specs.read("Test.rnn", "model M { input x: vector<3> output y = x |> twice }");
        assertEquals(List.of(), SpecCompiler.compile(file, List.of(neighbour), diagnostics));
        assertEquals(1, diagnostics.all().size());
        assertEquals("Cells.rnn:1:48", diagnostics.all().get(0).span().toString());
    }

    @Test
    void twoOfOneNameFromElsewhereAreAnError() {
        SpecFile neighbour = Specs.read("Cells.rnn", OWN);
        Diagnostics diagnostics = new Diagnostics();
        assertEquals(List.of(), SpecCompiler.compile(Specs.read("Test.rnn", MODEL), List.of(neighbour), diagnostics));
        assertEquals(1, diagnostics.all().size());
        Diagnostic only = diagnostics.all().get(0);
        assertEquals(Code.AMBIGUOUS_CELL.id() + " Test.rnn:1:46", only.code() + " " + only.span());
    }

    @Test
    void layersAreNamedByCellAndPosition() {
        ModelSpec model = Specs.compile("""
                cell two(n) { input x: vector<m> output y = x |> dense(n) |> dense(n) }
                model M {
                  input x: vector<3>
                  output z = a |> dense(2)
                  a = x |> dense(3) |> dense(4) as top |> dense(5) |> two(2) as pair
                }
                """);
        assertEquals(
                List.of("dense2.W", "top.W", "dense4.W", "pair.dense.W", "pair.dense2.W", "dense.W"),
                model.graph().parameters().stream()
                        .filter(parameter -> parameter.name().equals("W"))
                        .map(parameter -> parameter.qualifiedName())
                        .toList());
    }

    @Test
    void parametersArePassedOnWhateverTheyAre() {
        ModelSpec model = Specs.compile("""
                cell two(n, act, flag) {
                  input x: vector<m>
                  output y = x |> rnn(n, activation = act, bias = flag) |> rnn(2 * n)
                }
                model M { input x: vector<3> output y = x |> two(4, relu, false) }
                """);
        assertEquals(
                List.of("two.rnn.Wx", "two.rnn.Wh", "two.rnn2.Wx", "two.rnn2.Wh", "two.rnn2.bx", "two.rnn2.bh"),
                model.graph().parameters().stream().map(p -> p.qualifiedName()).toList());
        assertEquals(
                List.of(
                        "y = x |> two(4, relu, false)",
                        "two: y = x |> rnn(n, activation = act, bias = flag) |> rnn(2 * n)",
                        "two.rnn: h = relu(Wx * x + bx + Wh * h[t-1] + bh)",
                        "two.rnn2: h = tanh(Wx * x + bx + Wh * h[t-1] + bh)"),
                model.equations());
    }
}
