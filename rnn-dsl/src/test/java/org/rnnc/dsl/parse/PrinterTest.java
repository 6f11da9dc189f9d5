// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.syntax.SpecFile;
import org.rnnc.dsl.syntax.SpecPrinter;

/** Printing and reading undo each other. */
@Tag("sources")
class PrinterTest {
    static final List<String> EXAMPLES = Examples.ALL;

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void examplesReadBackTheSame(String text) {
        SpecFile file = Trees.read(text);
        String printed = SpecPrinter.print(file);
        assertEquals(Trees.show(file), Trees.show(Trees.read(printed)));
        assertEquals(printed, SpecPrinter.print(Trees.read(printed)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a - (b - c)",
                "(a * b) * c",
                "a * b * c",
                "a / (b / c)",
                "(a |> f) .* (b |> g as k)",
                "-(a + b)",
                "-(-a)",
                "(-a) * -b",
                "-(a * b)",
                "(a .* b) * c",
                "(a |> f) |> g",
                "f(a |> g, b = -1)",
                "a ./ b / c",
                "h[t] + h[t-1] + h[left]"
            })
    void expressionsReadBackTheSame(String text) {
        String tree = Trees.show(Trees.expression(text));
        assertEquals(tree, Trees.show(Trees.expression(SpecPrinter.print(Trees.expression(text)))));
    }

    /** Also the test that nothing right is taken for a mistake, whatever its names. */
    @Test
    void anyTreeReadsBackTheSame() {
        RandomTrees trees = new RandomTrees(new Random(7));
        for (int i = 0; i < 5_000; i++) {
            SpecFile file = trees.file();
            String printed = SpecPrinter.print(file);
            assertEquals(Trees.show(file), Trees.show(Trees.read(printed)), printed);
        }
    }

    @Test
    void printsNoMoreParenthesesThanNeeded() {
        assertEquals("r .* U * h[t-1] + 1 - f", SpecPrinter.print(Trees.expression("((r .* (U * h[t-1])) + (1)) - f")));
        assertEquals("a - (b - c)", SpecPrinter.print(Trees.expression("a - (b - c)")));
    }

    @Test
    void canonicalText() {
        String text = """
                /**
                 * Two
                 *
                 * paragraphs.
                 */
                cell c(n, f = tanh) {
                  param A, B: matrix<n, n + 1> as weight start (a |> b) if bias
                  state h: vector<n> start learned
                  output h
                }

                model M {
                  input x: token<3>, y: scalar
                  train {
                    window 25, reset state
                    unroll full
                  }
                  precision float
                }
                """;
        assertEquals(text, SpecPrinter.print(Trees.read(text)));
    }

    @Test
    void documentationCannotEndItsComment() {
        var model = Trees.read("/** a */ model M {}").models().get(0);
        var other = new org.rnnc.dsl.syntax.Declaration.Model("a */ b", model.name(), model.items(), model.span());
        String printed = SpecPrinter.print(new SpecFile(model.span().source(), List.of(other)));
        assertEquals(
                Optional.of("a * / b"),
                Trees.read(printed).models().stream()
                        .map(m -> m.documentation())
                        .findFirst());
    }
}
