// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.SpecPrinter;

/** Chains of products and quotients mean what their parentheses would say, and so do the hints of those that do not fit. */
class ProductChainTest {
    /** a and b are numbers, x and y vectors, W, U and V matrices; z is a vector of another size, A takes it. */
    private static String spec(String expression) {
        return "cell c(n) { input x: vector<n>, y: vector<n>, z: vector<m>, a: scalar, b: scalar\n"
                + "param W, U, V: matrix<n, n>, A: matrix<n, m>\n"
                + "output u = (" + expression + ") + 0 * rest\n"
                + "rest = W * x + U * x + V * x + A * z + a * b * y }\n"
                + "model M { input x: vector<3>, z: vector<4>, a: scalar output u = x |> c(3, y = 2 * x, z = z, a = a,"
                + " b = 3 * a) }";
    }

    /** What is computed from what, whatever the order of the nodes: %7 = Binary (%3, %4) with what %3 and %4 are. */
    private static String graph(String expression) {
        Map<String, String> nodes = new HashMap<>();
        String last = "";
        for (String line :
                Specs.compile(spec(expression)).graph().explain().lines().toList()) {
            String[] node = line.replaceAll("//.*", "").strip().split(" = ", 2);
            last = Pattern.compile("%\\d+").matcher(node[1]).replaceAll(found -> "(" + nodes.get(found.group()) + ")");
            nodes.put(node[0], last);
        }
        return last;
    }

    private static Diagnostic only(String expression) {
        List<Diagnostic> found = Specs.findings(spec(expression));
        assertEquals(
                1, found.size(), () -> found.stream().map(Diagnostic::format).toList() + "");
        return found.get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a / 2 * x           ; (a / 2) * x",
                "a / b * x           ; (a / b) * x",
                "x / a * b           ; (x / a) * b",
                "x / a / b           ; (x / a) / b",
                "x - a / b * b       ; x - ((a / b) * b)",
                "a * b / 2 * x       ; ((a * b) / 2) * x",
                "W * U * x           ; W * (U * x)",
                "(W * U) * x         ; W * (U * x)",
                "W * U * A * z       ; W * (U * (A * z))",
                "a / 2 * W * x       ; (a / 2) * (W * x)",
                "a / 2 * W * b * x   ; (a / 2) * (W * (b * x))",
                "W * a / b * x       ; W * ((a / b) * x)",
                "W * x * a           ; (W * x) * a",
                "W * x / a           ; (W * x) / a",
                "W * x / a * b       ; ((W * x) / a) * b",
                "W / 2 * x           ; W * (x / 2)",
                "a * W / 2 * U * x   ; a * (W * ((U * x) / 2))",
                "-a * x              ; (-a) * x",
                "a * -x / 2          ; (a * (-x)) / 2",
                "x .* W * y          ; x .* (W * y)",
                "x .* y * a          ; x .* (y * a)",
                "x .* y / a          ; x .* (y / a)",
                "x / sum(x) .* y     ; (x / sum(x)) .* y",
                "x ./ W * y          ; x ./ (W * y)",
                "1 ./ x .* y         ; (1 ./ x) .* y",
                "a / 2 * x .* W * y  ; ((a / 2) * x) .* (W * y)",
                "x + a / 2 * W * x   ; x + ((a / 2) * (W * x))"
            })
    void isReadAs(String chain, String parenthesized) {
        assertEquals(graph(parenthesized), graph(chain));
    }

    /** Each hint is typed in the place of the chain: it compiles, and is the first or the second meaning. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "W * x * y        ; (W * x) .* y           ; W * (x .* y)",
                "W * x / y        ; (W * x) ./ y           ; W * (x ./ y)",
                "a * W * x * y    ; (a * (W * x)) .* y     ; a * (W * (x .* y))",
                "W * U * x * y    ; (W * (U * x)) .* y     ; W * (U * (x .* y))",
                "x ./ y * a       ; (x ./ y) * a           ; x ./ (y * a)",
                "x ./ a * y       ; (x / a) .* y           ; x ./ (a * y)",
                "x ./ y / a       ; (x ./ y) / a           ; x ./ (y / a)",
                "x .* y ./ y * 2  ; ((x .* y) ./ y) * 2    ; (x .* y) ./ (y * 2)",
                "1 ./ x * 2       ; (1 ./ x) * 2           ; 1 ./ (x * 2)"
            })
    void inDoubtBothReadingsAreShown(String chain, String one, String other) {
        assertEquals("either " + one + ", or " + other, only(chain).hint());
        assertNotEquals(graph(one), graph(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "A * z * y             ; (A * z) .* y",
                "x / sum(x) * y        ; x / sum(x) .* y",
                "1 / x * y             ; 1 ./ x .* y",
                "1 / x * a             ; (1 ./ x) * a",
                "x / y * a             ; (x ./ y) * a",
                "x * y * a             ; (x .* y) * a",
                "a * x / y             ; a * x ./ y",
                "a / W * x             ; what the matrix gives is a vector: a ./ (W * x)",
                "x / W * y             ; what the matrix gives is a vector: x ./ (W * y)",
                "(W - V) * x           ; each matrix is applied before it is added: W * x - V * x",
                "a * (W - V + b) * x   ; each matrix is applied before it is added: (W * x - V * x + b * sum(x))",
                "(W + U) * V * x       ; each matrix is applied before it is added: W * (V * x) + U * (V * x)",
                "-W * x                ; the matrix is applied first: -(W * x)"
            })
    void oneReadingIsShown(String chain, String hint) {
        assertEquals(hint, only(chain).hint());
        String typed = hint.substring(hint.indexOf(':') + 1);
        graph(typed.startsWith(" (") ? "a * " + typed : typed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x * W * y   ; x .* (W * y) multiplies element by element, dot(x, W * y) gives one number",
                "(W .* U) * x; no hint leads to W * U",
                "x ./ W      ; 'a matrix takes a vector, W * x; nothing else is computed with it'"
            })
    void nothingElseIsMeant(String chain, String hint) {
        String found = only(chain).hint();
        assertEquals(hint.startsWith("no hint") ? found.replace("W * U", "") : hint, found);
    }

    /** What the readers of hints see is what the tree says. */
    @ParameterizedTest
    @CsvSource({"a * (b * c)", "a / (b / c)", "a ./ (b * c)", "(a ./ b) * c", "a .* b / c", "a / b * c"})
    void printingKeepsTheReading(String text) {
        Item item = Specs.read("Test.rnn", "model M { y = " + text + " }")
                .models()
                .get(0)
                .items()
                .get(0);
        Expr expression = ((Item.Equation) item).value();
        assertEquals(text, SpecPrinter.print(expression));
        assertEquals(
                Arrays.toString(text.replaceAll("[() ]", "").toCharArray()),
                Arrays.toString(SpecPrinter.printApart(expression)
                        .replaceAll("[() ]", "")
                        .toCharArray()));
    }
}
