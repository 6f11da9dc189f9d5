// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.model.Limits;

/** A repetition is what it repeats, written out: the very same operations. */
class RepetitionTest {
    /** A cell with this equation, in use. */
    private static String cell(String equation) {
        return "cell c(n, k) { input x: vector<2 * n>, z: vector<n> param W: matrix<3, n>, b: vector<n>\n" + equation
                + "\noutput all = concat(y, x, W * (b + z)) }\n"
                + "model M { input x: vector<8>, z: vector<4> output o = x |> c(4, 3, z = z) }";
    }

    static Stream<Arguments> written() {
        return Stream.of(
                arguments("sum(x[i..i + n] for i in 0..k)", "x[0..n] + x[1..1 + n] + x[2..2 + n]"),
                arguments(
                        "b - sum(i * x[i..i + n] - z for i in 0..k)",
                        "b - 0 * x[0..n] + z - 1 * x[1..1 + n] + z - 2 * x[2..2 + n] + z"),
                arguments(
                        "W * z + sum(W * x[i..i + n] for i in 1..k + 1)",
                        "W * z + W * x[1..1 + n] + W * x[2..2 + n] + W * x[3..3 + n]"),
                arguments("concat(x[2 * i..2 * i + 2] for i in 1..k)", "concat(x[2..4], x[4..6])"),
                arguments("concat(z, sum(x[i..i + 1]) for i in 0..2, b)", "concat(z, sum(x[0..1]), sum(x[1..2]), b)"),
                arguments("max(x[i..i + n] for i in 0..k)", "max(max(x[0..n], x[1..1 + n]), x[2..2 + n])"),
                arguments("min(0, x[i..i + n] for i in 0..1)", "min(0, x[0..n])"),
                arguments(
                        "concat(sum(x[i + j..i + j + 2] for j in 0..i + 1) for i in 0..2)",
                        "concat(x[0..2], x[1..3] + x[2..4])"),
                arguments("concat(x[2 * i..2 * i + 2]\n for i in 1..k)", "concat(x[2..4], x[4..6])"),
                arguments("concat(i * z for i in -1..2)", "concat(-1 * z, 0 * z, 1 * z)"));
    }

    @ParameterizedTest
    @MethodSource("written")
    void isWhatItRepeats(String repeated, String written) {
        String expected = Specs.compile(cell("y = " + written)).graph().explain();
        String graph = Specs.compile(cell("y = " + repeated)).graph().explain();
        // What is folded has its operands before it.
        boolean folded = repeated.startsWith("m");
        assertEquals(
                folded ? sorted(expected) : expected.lines().toList(),
                folded ? sorted(graph) : graph.lines().toList());
    }

    private static String looking(String states, String equation) {
        return "cell c(n, width) { input x: vector<n> state h: vector<n> start learned " + states + "\ny = x + "
                + equation + "\nh = tanh(y)\noutput h }\nmodel M { input x: vector<4> output o = x |> c(4, 3) }";
    }

    /** Each but the first step back is a state, as if it had been declared. */
    @Test
    void looksFurtherBack() {
        String declared =
                looking("state p, q: vector<n> start 0.5", "h[t-1] - 2 * p[t-1] - 3 * q[t-1]\np = h[t-1] q = p[t-1]");
        String expected =
                Specs.compile(declared.replace("learned", "0.5")).graph().explain();
        for (String equation : List.of(
                "h[t-1] - sum(i * h[t-i] for i in 2..width + 1)",
                "h[t - 1] - sum((i + 1) * h[t-i-1] for i in 1..width)",
                "h[t-1] - 2 * h[t-2] - 3 * h[t - (5 - 2)]")) {
            String text = looking("", equation).replace("learned", "0.5");
            String graph = Specs.compile(text).graph().explain();
            assertEquals(sorted(expected), sorted(graph), equation);
        }
        assertEquals(
                1,
                Specs.compile(looking("", "h[t-3]")).graph().parameters().size(),
                "all values before the first step are one");
    }

    /** The operations, whatever their numbers are, and the states are called. */
    private static List<String> sorted(String graph) {
        return graph.lines()
                .map(line -> line.replaceAll(" *//.*", "")
                        .replaceAll("%\\d+|state=\\d+", "")
                        .strip())
                .sorted()
                .toList();
    }

    // ---- mistakes: their place, marked by §, and a piece of what is said --------------------------------------------

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(Code.BAD_REPETITION, "`0..0` is empty", cell("y = sum(x[i..i + 1] for i in §0..0)")),
                arguments(Code.BAD_REPETITION, "`3..1` runs backward", cell("y = sum(x[i..i + 1] for i in §3..1)")),
                arguments(
                        Code.BAD_REPETITION,
                        "`n - 3..k - 3`, which is 1..0, runs backward",
                        cell("y = sum(x[i..i + 1] for i in n - 3..k - 3)").replace("|> c", "|> §c")),
                arguments(
                        Code.BAD_REPETITION,
                        "bounds that are not whole",
                        cell("y = sum(x[i..i + 1] for i in §0..2.5)")),
                arguments(
                        Code.BAD_REPETITION,
                        "too often",
                        cell("y = sum(i * z for i in §0.." + (Limits.REPETITIONS + 1) + ")")),
                arguments(Code.BAD_REPETITION, "does not stand here", cell("y = tanh(§i * z for i in 0..3)")),
                arguments(Code.WRONG_TYPE, "`sum(z)` is a number, not", cell("y = concat(i * z for i in 0..§sum(z))")),
                arguments(Code.UNKNOWN_NAME, "there is no `j`", cell("y = concat(i * z for i in 0..§j)")),
                arguments(Code.UNKNOWN_NAME, "there is no `i`", cell("y = concat(i * z for i in 0..2, §i)")),
                arguments(Code.UNUSED_NAME, "index `i` is never used", cell("y = sum(z for §i in 0..k)")),
                arguments(
                        Code.DEFINED_TWICE,
                        "`z` is the index of a repetition, and is defined in line 1",
                        cell("y = sum(z * b for §z in 0..k)")),
                arguments(
                        Code.DEFINED_TWICE,
                        "`i` is the index",
                        cell("y = concat(sum(i * z for §i in 0..2) for i in 0..2)")),
                arguments(
                        Code.BAD_SIZE,
                        "no part of `x` (line 1), which is vector<8>, where i is 2",
                        cell("y = sum(x[3 * i..3 * i + n] for i in 0..k)").replace("|> c", "|> §c")),
                arguments(
                        Code.BAD_SIZE,
                        "which is vector<8>: `i * n / k` is 1.3333333333333333, not a whole number, where i is 1",
                        cell("y = concat(x[i * n / k..n] for i in 0..k)").replace("|> c", "|> §c")),
                arguments(
                        Code.SHAPE_MISMATCH,
                        "which is vector<i - 0>, to `x[0..i]`, which is vector<1>, where i is 2",
                        cell("y = sum(§x[0..i] for i in 1..3)")),
                arguments(
                        Code.UNAVAILABLE,
                        "a layer within a repetition",
                        cell("y = sum(i * z |> §dense(3) for i in 0..k)")),
                arguments(Code.BAD_INDEX, "looks back 0 steps", looking("", "§h[t-0]")),
                arguments(Code.BAD_INDEX, "looks back 257 steps", looking("", "§h[t-257]")),
                arguments(
                        Code.BAD_INDEX,
                        "looks back 0 steps, which is not a whole number from 1, where i is 0",
                        looking("", "sum(h[t-i] for i in 0..3)").replace("|> c", "|> §c")),
                arguments(Code.WRONG_TYPE, "`sum(x)` is a number, not", looking("", "h[t - §sum(x)]")));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isFoundOnce(Code code, String says, String marked) {
        new DiagnosticsTest().isFoundOnce(code, says, marked);
    }

    /** Numbers alone make no operations, and are counted all the same. */
    @Test
    void doesNotTakeForEver() {
        String text = cell("y = concat(sum(sum(sum(i + j + l for l in 0..k) for j in 0..999) for i in 0..999), z)");
        List<Diagnostic> found = Specs.findings(text);
        assertEquals(1, found.size(), found.toString());
        assertEquals(Code.BAD_REPETITION.id(), found.get(0).code());
    }
}
