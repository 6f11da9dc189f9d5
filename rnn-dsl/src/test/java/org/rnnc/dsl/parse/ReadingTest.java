// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;

/** The trees of the language's examples, in full. */
class ReadingTest {
    private static String lines(List<Item> items) {
        return items.stream().map(Trees::show).collect(Collectors.joining("\n"));
    }

    @Test
    void aCell() {
        Declaration.Cell cell = Trees.read(Examples.RNN).cells().get(0);
        assertEquals("Elman (1990).", cell.documentation());
        assertEquals("rnn", cell.name().text());
        assertEquals("[Parameter(n, -), Parameter(activation, Reference(tanh))]", Trees.show(cell.parameters()));
        assertEquals("""
                Input([Declared(x, VectorType(Reference(m)), -)])
                Param([Wx], MatrixType(Reference(n), Reference(m)), -, -, -)
                Param([Wh], MatrixType(Reference(n), Reference(n)), -, -, -)
                Param([bx], VectorType(Reference(n)), -, -, -)
                Param([bh], VectorType(Reference(n)), -, -, -)
                State([h], VectorType(Reference(n)), -)""", lines(cell.items().subList(0, 6)));
        Item.Equation equation = (Item.Equation) cell.items().get(6);
        assertEquals("activation(((((Wx * x) + bx) + (Wh * h[t-1])) + bh))", Trees.bracketed(equation.value()));
        assertEquals("Output(h, -, -, -)", lines(cell.items().subList(7, 8)));
    }

    @Test
    void aCellOfSeveralGates() {
        Declaration.Cell cell = Trees.read(Examples.LSTM).cells().get(0);
        assertEquals("""
                Param([Wi, Wf, Wg, Wo], MatrixType(Reference(n), Reference(m)), weight_ih, Reference(orthogonal), \
                Reference(bias))
                Param([Ui, Uf, Ug, Uo], MatrixType(Reference(n), Reference(n)), -, -, -)
                Param([bi, bf, bg, bo, ci, cf, cg, co], VectorType(Reference(n)), -, -, -)
                State([h, c], VectorType(Reference(n)), -)""", lines(cell.items().subList(1, 5)));
        assertEquals(
                "((f .* c[t-1]) + (i .* g))",
                Trees.bracketed(((Item.Equation) cell.items().get(9)).value()));
    }

    @Test
    void aModel() {
        Declaration.Model model = Trees.read(Examples.CHAR_RNN).models().get(0);
        assertEquals("Karpathy's character model.", model.documentation());
        assertEquals("""
                Input([Declared(x, TokenType(Number(65.0, 65)), -)])
                Output(next, -, -, Pipe(Pipe(Pipe(Reference(x), \
                Call(rnn, [Argument(-, Number(100.0, 100))]), -), \
                Call(dense, [Argument(-, Number(65.0, 65))]), -), Reference(softmax), -))
                Loss(Call(crossEntropy, [Argument(-, Reference(next))]))
                Train([Window(Number(25.0, 25), [], carry, -), \
                Optimizer(Call(adagrad, [Argument(rate, Number(0.1, 0.1))]), []), \
                Clip([Clipping(value, Number(5.0, 5), -)]), \
                Start(Call(normal, [Argument(-, Number(0.01, 0.01))]), [])])""", lines(model.items()));
    }

    @Test
    void trainingOnOneLine() {
        Declaration.Model model = Trees.read(Examples.WEATHER).models().get(0);
        assertEquals("""
                Loss(Call(mse, [Argument(-, Reference(tomorrow)), Argument(reduction, Reference(sum))]))
                Train([Window(Number(14.0, 14), [], -, -), Batch(Number(32.0, 32)), \
                Optimizer(Call(adam, [Argument(rate, Number(0.003, 3e-3))]), []), Seed(Number(7.0, 7)), \
                Unroll(Reference(auto)), Gradients([input, state])])
                PrecisionChoice(double)""", lines(model.items().subList(2, 5)));
    }

    @Test
    void aFlowOfManyLayers() {
        Declaration.Model model = Trees.read(Examples.SENTIMENT).models().get(0);
        Item.Output output = (Item.Output) model.items().get(1);
        assertEquals(
                "(((((((word |> embedding(64)) |> dropout(0.2)) |> bidirectional(gru(96))) |> final) |> dense(2))"
                        + " |> softmax)",
                "(" + Trees.bracketed(output.value().orElseThrow()));
    }

    @Test
    void aStackOfLayersWithTwoLosses() {
        Declaration.Model model = Trees.read(Examples.TAGGER).models().get(0);
        assertEquals(
                "Input([Declared(word, TokenType(Number(20000.0, 20000)), -), Declared(shape, VectorType(Number(8.0, 8)), -)])",
                lines(model.items().subList(0, 1)));
        assertEquals(
                List.of(
                        "(word |> embedding(64))",
                        "(concat(e, shape) |> bidirectional(lstm(128)))",
                        "(h1 |> bidirectional(lstm(128)) as upper)"),
                model.items().subList(1, 4).stream()
                        .map(item -> Trees.bracketed(((Item.Equation) item).value()))
                        .toList());
        assertEquals(
                "(((h1 + h2) |> dense(17)) |> softmax)",
                Trees.bracketed(((Item.Output) model.items().get(4)).value().orElseThrow()));
        assertEquals(
                "(crossEntropy(tag) + (0.1 * huber(length)))",
                Trees.bracketed(((Item.Loss) model.items().get(6)).value()));
    }

    @Test
    void whatIsNotCompiledYet() {
        Declaration.Model model = Trees.read(Examples.TRANSLATE).models().get(0);
        assertEquals(
                "((previous(word) |> embedding(256)) |> lstm(512, start = read))",
                Trees.bracketed(((Item.Equation) model.items().get(2)).value()));
        assertTrue(lines(model.items()).contains("Output(word, TokenType(Number(9000.0, 9000)), -, Pipe("));
        Declaration.Cell cell = Trees.read(Examples.TREE_RNN).cells().get(0);
        Expr tanh = ((Item.Equation) cell.items().get(5)).value();
        assertEquals("tanh(((((W * x) + (L * h[left])) + (R * h[right])) + b))", Trees.bracketed(tanh));
        assertTrue(Trees.show(tanh).contains("Indexed(h, Index(LEFT, -))"));
    }

    @Test
    void inlineText() {
        String text = Examples.RNN + "/** Of the model. */ input x: token<65> output y = x |> rnn(5)";
        Diagnostics diagnostics = new Diagnostics();
        SpecFile file = SpecReader.readInline(new SourceText("Inline", text), "CharRnn", diagnostics);
        assertEquals("", Trees.messages(diagnostics));
        assertEquals("rnn", file.cells().get(0).name().text());
        assertEquals("CharRnn", file.models().get(0).name().text());
        assertEquals("Of the model.", file.models().get(0).documentation());
        assertEquals(2, file.models().get(0).items().size());
    }

    @Test
    void nothingAtAll() {
        for (String text : List.of("", " \t\r\n", "\uFEFF", "// a", "/* a */", "/** a */", "/**/")) {
            assertEquals(List.of(), Trees.read(text).declarations());
        }
    }

    @Test
    void documentation() {
        String text =
                "/** No. */\r\n/**\r\n * Two\r\n *   lines.\r\n */\r\n// between\r\nmodel M { /** x */ a = /** y */ 1 }";
        assertEquals("Two\n  lines.", Trees.read(text).models().get(0).documentation());
    }
}
