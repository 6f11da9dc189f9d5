// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.syntax.Expr;

/** Which operator binds what, and which words may be names. */
class ExpressionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "r .* U * h[t-1]       ; (r .* (U * h[t-1]))",
                "1 - f .* g            ; (1 - (f .* g))",
                "(1 - f) .* g          ; ((1 - f) .* g)",
                "h1 + h2 |> dense(17)  ; ((h1 + h2) |> dense(17))",
                "a - b - c             ; ((a - b) - c)",
                "A * B * x             ; ((A * B) * x)",
                "A * (B * x)           ; (A * (B * x))",
                "a / 2 * b             ; ((a / 2) * b)",
                "a / b / c             ; ((a / b) / c)",
                "1 - a / b * b         ; (1 - ((a / b) * b))",
                "a .* b / c            ; (a .* (b / c))",
                "a / b .* c * d        ; ((a / b) .* (c * d))",
                "a ./ b * c            ; (a ./ (b * c))",
                "a / b ./ c .* d       ; (((a / b) ./ c) .* d)",
                "-a * b                ; ((-a) * b)",
                "a * -b * c            ; ((a * (-b)) * c)",
                "- -a                  ; (-(-a))",
                "-h[t-1] + 2.*x        ; ((-h[t-1]) + (2 .* x))",
                "a |> f as b |> g      ; ((a |> f as b) |> g)",
                "(a |> f) + 1          ; ((a |> f) + 1)",
                "f(a |> g, b = c |> d) ; f((a |> g), b = (c |> d))",
                "((a))                 ; a",
                "f()                   ; f()",
                "a./b                  ; (a ./ b)"
            })
    void binds(String text, String expected) {
        assertEquals(expected, Trees.bracketed(Trees.expression(text)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "0.1, 0.1", "1e-3, 0.001", "20_000, 20000", "1.5E+2, 150", "007, 7", "1__0, 10"})
    void number(String text, double value) {
        Expr.Number number = (Expr.Number) Trees.expression(text);
        assertEquals(value, number.value());
        assertEquals(text, number.text());
    }

    @Test
    void spansCoverWhatIsWritten() {
        Expr.Binary product = (Expr.Binary) Trees.expression("(a + b) * c");
        assertEquals("(a + b) * c", written(product));
        assertEquals("a + b", written(product.left()));
        Expr.Pipe pipe = (Expr.Pipe) Trees.expression("x |> f(1) as g |> h");
        assertEquals("x |> f(1) as g |> h", written(pipe));
        assertEquals("x |> f(1) as g", written(pipe.input()));
    }

    private static String written(Expr expression) {
        return expression
                .span()
                .source()
                .text()
                .substring(expression.span().start(), expression.span().end());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "as", "batch", "carry", "cell", "clip", "gradients", "if", "input", "loss", "model", "optimizer",
                "output", "param", "precision", "reset", "seed", "start", "state", "train", "unroll", "window", "value",
                "norm", "t", "left", "right", "vector", "matrix", "token", "scalar"
            })
    void everyKeywordMayBeAName(String word) {
        String body = """
                input %1$s: vector<%1$s>, b: vector<3>
                param W, %1$s: matrix<%1$s, 3> as %1$s start %1$s if %1$s
                state %1$s: vector<3> start %1$s
                %1$s = %1$s + %1$s(%1$s = %1$s) * %1$s[t-1]
                output %1$s
                %1$s = b |> %1$s as %1$s |> %1$s(2) as %1$s
                loss %1$s
                %1$s = (%1$s)
                train { window %1$s; clip %1$s %1$s; gradients %1$s, %1$s }
                precision %1$s
                """.formatted(word);
        assertEquals(10, Trees.items(body).size());
        assertEquals(
                List.of(),
                Trees.read("cell " + word + "(" + word + " = " + word + ") {}").models());
    }

    @Test
    void statementsNeedNoTerminators() {
        assertEquals(3, Trees.items("a = b c = d + e output f").size());
        assertEquals(3, Trees.items("a\n=\nb\n\nc = d\n+\ne output\nf").size());
        assertEquals(3, Trees.items("a = b; c = d; output f;").size());
        assertEquals(2, Trees.items("output h, c: vector<3> = a").size());
    }

    /** Words that begin blocks elsewhere are functions or cells where a value is to come. */
    @ParameterizedTest
    @ValueSource(strings = {"repeat", "loop", "while", "switch", "until"})
    void aLineMayBeginWithAFunction(String word) {
        String body = """
                a =
                  %1$s(b, per = c) +
                  %1$s(d)
                e = (d |>
                  %1$s(4)) .* (
                  %1$s(f)
                )
                """.formatted(word);
        assertEquals(2, Trees.items(body).size());
    }
}
