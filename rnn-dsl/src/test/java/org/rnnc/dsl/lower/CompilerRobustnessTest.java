// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;
import org.rnnc.dsl.syntax.TypeSyntax;

/** Whatever the tree holds, there is an answer and no exception. */
@Tag("sources")
class CompilerRobustnessTest {
    private static final SourceText SOURCE = new SourceText("Deep.rnn", "x");
    private static final SourceSpan SPAN = new SourceSpan(SOURCE, 0, 1);

    /** What is found where {@code step} is applied again and again, without a parser's limits. */
    private static List<Diagnostic> nested(int times, UnaryOperator<Expr> step) {
        Expr expr = reference("x");
        for (int i = 0; i < times; i++) {
            expr = step.apply(expr);
        }
        Item input = new Item.Input(
                List.of(new Item.Declared(
                        name("x"), new TypeSyntax.VectorType(number("4", 4), SPAN), Optional.empty())),
                SPAN);
        Item output = new Item.Output(name("y"), Optional.empty(), Optional.empty(), Optional.of(expr), SPAN);
        SpecFile file =
                new SpecFile(SOURCE, List.of(new Declaration.Model("", name("Deep"), List.of(input, output), SPAN)));
        Diagnostics diagnostics = new Diagnostics();
        List<ModelSpec> models = SpecCompiler.compile(file, List.of(), diagnostics);
        SpecCompiler.signatures(file);
        assertEquals(models.isEmpty(), diagnostics.hasErrors());
        return diagnostics.all();
    }

    private static Name name(String text) {
        return new Name(text, SPAN);
    }

    private static Expr reference(String text) {
        return new Expr.Reference(name(text));
    }

    private static Expr number(String text, double value) {
        return new Expr.Number(value, text, SPAN);
    }

    private static Expr call(String function, Expr operand) {
        return new Expr.Call(name(function), List.of(new Expr.Argument(Optional.empty(), operand, SPAN)), SPAN);
    }

    private static void assertTooLarge(List<Diagnostic> found) {
        assertEquals(
                List.of(Code.TOO_LARGE.id()),
                found.stream().map(Diagnostic::code).toList());
    }

    @Test
    void deepSumsAreFine() {
        assertEquals(List.of(), nested(20_000, e -> new Expr.Binary(Expr.Operator.ADD, e, reference("x"), SPAN, SPAN)));
        assertEquals(List.of(), nested(20_001, e -> new Expr.Negation(e, SPAN)));
    }

    @Test
    void deepExpressionsAreRefused() {
        assertTooLarge(nested(100_000, e -> new Expr.Binary(Expr.Operator.MULTIPLY, number("2", 2), e, SPAN, SPAN)));
        assertTooLarge(nested(100_000, e -> call("tanh", e)));
        assertTooLarge(nested(100_000, e -> new Expr.Pipe(e, reference("tanh"), Optional.empty(), SPAN)));
    }

    @Test
    void manyLayersAreRefused() {
        StringBuilder text = new StringBuilder("cell c0 { input x: vector<n> output y = x |> dense(3) }\n");
        for (int i = 1; i < 30; i++) {
            text.append("cell c%d { input x: vector<n> output y = x |> c%d |> c%d }\n".formatted(i, i - 1, i - 1));
        }
        text.append("model M { input x: vector<3> output y = x |> c29 }");
        List<Diagnostic> found = Specs.findings(text.toString());
        assertTrue(found.stream().allMatch(d -> d.code().equals(Code.TOO_LARGE.id())), found.toString());
        assertTrue(!found.isEmpty());
    }

    @Test
    void manyCellsWithinEachOtherAreRefused() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            text.append("cell c%d { input x: vector<n> output y = x |> c%d }\n".formatted(i, i + 1));
        }
        text.append("cell c3000 { input x: vector<n> output x }\n");
        List<Diagnostic> found = Specs.findings(text.toString());
        assertTrue(found.stream().allMatch(d -> d.code().equals(Code.TOO_LARGE.id())), found.toString());
    }

    @Test
    void longChainsOfEquationsInAnyOrderAreFine() {
        StringBuilder text = new StringBuilder("model M { input x: vector<3> output y = a0\n");
        for (int i = 0; i < 5000; i++) {
            text.append("a%d = a%d + x\n".formatted(i, i + 1));
        }
        assertEquals("M", Specs.compile(text + "a5000 = x }").name());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void mutilatedSpecsAreAnswered(long seed) {
        Random random = new Random(seed);
        String[] words = (CharRnnTest.TEXT + LanguageExamplesTest.CELLS).split("(?<=\\W)|(?=\\W)");
        for (int i = 0; i < 300; i++) {
            List<String> mutilated = new ArrayList<>(List.of(words));
            for (int k = random.nextInt(3); k >= 0; k--) {
                mutilated.set(
                        random.nextInt(words.length),
                        random.nextInt(3) == 0 ? "" : words[random.nextInt(words.length)]);
            }
            String text = String.join("", mutilated);
            Diagnostics diagnostics = new Diagnostics();
            SpecFile file = SpecReader.read(new SourceText("Test.rnn", text), diagnostics);
            List<ModelSpec> models = SpecCompiler.compile(file, List.of(), diagnostics);
            assertTrue(diagnostics.all().stream().noneMatch(d -> d.code().equals(Code.INTERNAL.id())), text);
            assertTrue(diagnostics.hasErrors() || models.size() == file.models().size(), text);
        }
    }
}
