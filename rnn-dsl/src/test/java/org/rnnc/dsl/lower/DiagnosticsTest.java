// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.syntax.SourceText;

/** One mistake, one finding: its code, its place (marked by § in the text), and a piece of what it says. */
class DiagnosticsTest {
    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource({"names", "shapes", "equations", "calls", "sizes", "models", "training"})
    void isFoundOnce(Code code, String says, String marked) {
        String text = marked.replace("§", "");
        SourceText source = new SourceText("Test.rnn", text);
        int place = marked.indexOf('§');
        List<Diagnostic> found = Specs.findings(text);
        String all = String.join("\n", found.stream().map(Diagnostic::format).toList());
        assertEquals(1, found.size(), all);
        Diagnostic only = found.get(0);
        assertEquals(
                code.id() + " " + source.lineAt(place) + ":" + source.columnAt(place),
                only.code() + " " + only.span().line() + ":" + only.span().column(),
                all);
        assertTrue(all.contains(says), all);
    }

    /** A model around a statement. */
    private static String model(String statement) {
        return "model M { input x: vector<4>, w: token<9>\n" + statement + "\noutput ww = oneHot(w) output xx = x }";
    }

    /** A cell around the equations of its state. */
    private static String cell(String equations) {
        return "cell c(n) { input x: vector<m>\nparam W: matrix<n, m>, U: matrix<n, n>, b: vector<n>\nstate h: vector<n>\n"
                + equations
                + "\noutput all = W * x + U * h[t-1] + b }";
    }

    private static String train(String options) {
        return model("loss mse(xx) train { " + options + " }");
    }

    private static String start(String type) {
        return "cell s(n) { input x: vector<n> param b: " + type + " output y = x + b }";
    }

    private static String unroll(String options) {
        return "model M { input x: vector<4> output y = x |> rnn(3) |> lstm(2) loss mse(y) train { " + options + " } }";
    }

    static Stream<Arguments> names() {
        return Stream.of(
                arguments(Code.UNKNOWN_NAME, "there is no `z` here", model("output y = §z")),
                arguments(Code.UNKNOWN_NAME, "did you mean `all`?", cell("h = b + §alll")),
                arguments(Code.UNKNOWN_STAGE, "did you mean `rnn`?", model("output y = x |> §rnnn(3)")),
                arguments(Code.UNKNOWN_STAGE, "did you mean `tanh`?", model("output y = §tahn(x)")),
                arguments(Code.WRONG_TYPE, "x |> rnn(3)", model("output y = §rnn(3)")),
                arguments(Code.WRONG_TYPE, "is a function, not a value", model("output y = §tanh")),
                arguments(Code.WRONG_TYPE, "is a cell, not a value", model("output y = §rnn")),
                arguments(Code.WRONG_TYPE, "only layers have names", model("output y = x |> tanh as §q")),
                arguments(Code.DEFINED_TWICE, "in line 2", model("a = 2 * x   §a = x")),
                arguments(Code.DEFINED_TWICE, "in line 1", model("§x = 2")),
                arguments(Code.DEFINED_TWICE, "an output twice", model("y = x output y output §y")),
                arguments(Code.DEFINED_TWICE, "in line 4", cell("h = b + h[t-1] §h = b")),
                arguments(
                        Code.LAYER_CLASH,
                        "the other one is in line 2",
                        model("a = x |> dense(3) as one\noutput y = x |> dense(3) as §one")),
                arguments(
                        Code.LAYER_CLASH,
                        "name this one: as ...",
                        model("a = x |> dense(3) as dense2\noutput y = x |> §dense(3)")),
                arguments(Code.DEFINED_TWICE, "a function", "cell §sum(n) { input x: vector<n> output x }"),
                arguments(
                        Code.DEFINED_TWICE,
                        "in line 1",
                        "cell s(n) { input x: vector<n> output x }\ncell §s(n) { input x: vector<n> output x }"),
                arguments(
                        Code.DEFINED_TWICE,
                        "in line 1",
                        "model A { input x: vector<4> output x }\nmodel §A { input x: vector<4> output x }"),
                arguments(Code.JAVA_NAME, "of a package", "model §org { input x: vector<4> output x }"),
                arguments(Code.JAVA_NAME, "within its own class", "model §Trainer { input x: vector<4> output x }"),
                arguments(Code.JAVA_NAME, "not a name", "model §int { input x: vector<4> output x }"),
                arguments(Code.JAVA_NAME, "word of Java", model("output §class = x")),
                arguments(Code.JAVA_NAME, "every Java object", model("output §wait = x")),
                arguments(Code.JAVA_NAME, "differ in case only", model("output §X = x")),
                arguments(Code.JAVA_NAME, "word of Java", model("output y = x |> dense(3) as §class")),
                arguments(
                        Code.JAVA_NAME,
                        "made for model `A`",
                        "model A { input x: vector<4> output x }\nmodel §A_Engine { input x: vector<4> output x }"));
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                arguments(Code.SHAPE_MISMATCH, "n columns do not take m elements", cell("h = §U * x + b")),
                arguments(
                        Code.SHAPE_MISMATCH,
                        "cannot add `x` (line 1), which is vector<m>, to `b` (line 2), which is vector<n>",
                        cell("h = b + §x")),
                arguments(Code.SHAPE_MISMATCH, "`.*` takes two of one size", cell("h = §b .* x")),
                arguments(Code.SHAPE_MISMATCH, "state `h` is vector<n> (line 3)", cell("h = §x")),
                arguments(Code.SHAPE_MISMATCH, "two vectors of one size", cell("h = §dot(b, x) * b")),
                arguments(
                        Code.SHAPE_MISMATCH,
                        "with a row for each of n symbols",
                        "cell e(n) { input x: token<v> param E: matrix<n, v> output y = §row(E, x) }"),
                arguments(Code.SHAPE_MISMATCH, "is declared as vector<3>", model("output y: vector<3> = §x")),
                arguments(Code.WRONG_PRODUCT, "a row for each element of the result: W * x", cell("h = §x * W")),
                arguments(Code.WRONG_PRODUCT, "b .* b multiplies element by element", cell("h = §b * b")),
                arguments(Code.WRONG_PRODUCT, "W * x", cell("h = §W .* x")),
                arguments(Code.WRONG_PRODUCT, "2 * b", cell("h = §2 .* b")),
                arguments(Code.WRONG_PRODUCT, "b ./ b", cell("h = §b / b")),
                arguments(Code.WRONG_PRODUCT, "b / 2", cell("h = §b ./ 2")),
                arguments(Code.WRONG_PRODUCT, "scale the product", cell("h = tanh(§2 * U)")),
                arguments(Code.WRONG_TYPE, "applied to a vector before it is added: U * x", cell("h = §U + b")),
                arguments(Code.WRONG_TYPE, "a matrix only takes a vector: U * x", cell("h = tanh(§U)")),
                arguments(Code.TOKEN_MISUSE, "oneHot(w)", model("output y = §w + 1")),
                arguments(Code.TOKEN_MISUSE, "oneHot(w)", model("output y = tanh(§w)")),
                arguments(Code.TOKEN_MISUSE, "oneHot(w)", model("output y = §w .* x")),
                arguments(Code.TOKEN_MISUSE, "oneHot(w)", model("output y = concat(x, §w)")),
                arguments(Code.TOKEN_MISUSE, "is a token", model("output §y = w")),
                arguments(Code.TOKEN_MISUSE, "its input is a token", model("output y = x |> §embedding(3)")),
                arguments(
                        Code.TOKEN_MISUSE,
                        "`gate` does not fit here",
                        "cell gate(n) { input x: vector<n> output y = x .* x }\nmodel M { input x: token<4> output y = x |> §gate(4) }"),
                arguments(
                        Code.SHAPE_MISMATCH,
                        "takes vector<5> as `x`; `x` (line 2) is vector<4>",
                        "cell same(n) { input x: vector<n> output y = 2 * x }\nmodel M { input x: vector<4> output y = x |> §same(5) }"),
                arguments(Code.MIXED_DOMAINS, "per sequence", model("output y = §x + last(x)")),
                arguments(Code.MIXED_DOMAINS, "runs from step to step", model("output y = x |> last |> §rnn(3)")),
                arguments(Code.MIXED_DOMAINS, "takes a value per step", model("output y = §last(last(x))")),
                arguments(Code.MIXED_DOMAINS, "depends on no input", model("output §y = 3")),
                arguments(Code.MIXED_DOMAINS, "the same at every step", cell("h = §b")));
    }

    static Stream<Arguments> equations() {
        return Stream.of(
                arguments(Code.LOOP_IN_STEP, "`h[t-1]`", cell("h = b + §h")),
                arguments(Code.LOOP_IN_STEP, "declare `state k: ...`", cell("h = h[t-1] + k .* b k = j j = §k")),
                arguments(Code.LOOP_IN_STEP, "`h` needs `k`, which needs `h`", cell("h = b + k .* h[t-1] k = 2 * §h")),
                arguments(Code.NOT_A_STATE, "it is not a state", cell("h = §b[t-1]")),
                arguments(
                        Code.STATE_WITHOUT_EQUATION,
                        "h = ...",
                        "cell c(n) { input x: vector<n> state §h: vector<n> y = x + h[t-1] output y }"),
                arguments(
                        Code.OUTPUT_NOT_DEFINED,
                        "did you mean `result`?",
                        "cell c { input x: vector<m> result = x output §resul }"),
                arguments(Code.OUTPUT_MISSING, "has no output", "cell §c { input x: vector<m> }"),
                arguments(Code.INPUT_MISSING, "has no input", "cell §c(n) { output y = n }"),
                arguments(Code.UNAVAILABLE, "second output", "cell c { input x: vector<m> output x output §y = x }"),
                arguments(
                        Code.UNUSED_PARAMETER,
                        "`b` is never used",
                        "cell c(n) { input x: vector<m> param §b: vector<n> output x }"),
                arguments(
                        Code.UNUSED_NAME,
                        "equation `k` is never used",
                        "cell c(n) { input x: vector<n> §k = 2 * x output x }"),
                arguments(Code.UNUSED_NAME, "input `q`", "model M { input x: scalar, §q: scalar output y = x }"),
                arguments(
                        Code.RECURSIVE_CELL,
                        "within itself",
                        "cell a { input x: vector<m> output y = x |> b }\ncell b { input x: vector<m> output y = x |> §a }"),
                arguments(
                        Code.NOT_IN_THIS_BLOCK,
                        "`loss` belongs in a model",
                        "cell c { input x: vector<m> §loss mse(x) output x }"),
                arguments(Code.NOT_IN_THIS_BLOCK, "`param` belongs in a cell", model("param §W: matrix<3, 3>")),
                arguments(Code.NOT_IN_THIS_BLOCK, "`state` belongs in a cell", model("state §h: vector<3>")),
                arguments(
                        Code.STACKING,
                        "cannot be stacked",
                        "cell c(n) { input x: vector<m> param W: matrix<n, m> as w, §b: vector<n> as w output y = W * x + b }"),
                arguments(
                        Code.UNAVAILABLE,
                        "a random mask of what there is for each child",
                        "cell c(n) { input x: vector<n> state h: vector<n> h = x + sum(§dropout(h[child], 0.5)) output h }"),
                arguments(
                        Code.PER_CHILD,
                        "has a value for each child",
                        "cell c(n) { input x: vector<n> state h: vector<n> h = §x + h[child] output h }"),
                arguments(
                        Code.NO_TREE,
                        "looks at the step before",
                        "cell c(n) { input x: vector<n> state h: vector<n> h = x + h[left] + §h[t-1] output h }"),
                arguments(
                        Code.MIXED_DOMAINS,
                        "`x` (line 1) has a value at every step",
                        "cell c(n) { input x: vector<n> state h: vector<n> start §x h = x + h[t-1] output h }"),
                arguments(
                        Code.WRONG_TYPE,
                        "is a number, not true or false",
                        "cell c(n) { input x: vector<n> param b: vector<n> if §n output y = x + b }"),
                arguments(
                        Code.WRONG_TYPE,
                        "`xavier` is for matrices",
                        "cell c(n) { input x: vector<n> param b: vector<n> start §xavier output y = x + b }"));
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                arguments(Code.MISSING_ARGUMENT, "`rnn` needs `n`", model("output y = x |> §rnn")),
                arguments(
                        Code.EXTRA_ARGUMENT,
                        "no more than 6",
                        model("output y = x |> rnn(3, tanh, true, 0, 0, 0, §4)")),
                arguments(Code.DUPLICATE_ARGUMENT, "given twice", model("output y = x |> rnn(3, §n = 4)")),
                arguments(Code.UNKNOWN_OPTION, "did you mean `bias`?", model("output y = x |> rnn(3, §biass = true)")),
                arguments(Code.WRONG_TYPE, "`bias` is true or false", model("output y = x |> rnn(3, bias = §1)")),
                arguments(Code.WRONG_TYPE, "a function such as tanh", model("output y = x |> rnn(3, activation = §4)")),
                arguments(Code.WRONG_TYPE, "changes the shape", model("output y = x |> rnn(3, activation = §sum)")),
                arguments(Code.WRONG_TYPE, "`n` is a whole number", model("output y = x |> rnn(§x)")),
                arguments(
                        Code.UNKNOWN_STAGE,
                        "did you mean `tanh`?",
                        model("output y = x |> rnn(3, activation = §tahn)")),
                arguments(Code.MISSING_ARGUMENT, "takes 2, not 1", model("output y = §max(x)")),
                arguments(
                        Code.MIXED_DOMAINS,
                        "takes a value per step",
                        model("h = last(x) output y = §meanOverSteps(h)")),
                arguments(Code.EXTRA_ARGUMENT, "alpha = 3", model("output y = elu(x, §3)")),
                arguments(
                        Code.MISSING_ARGUMENT,
                        "further input `z`",
                        "cell two { input x: vector<m>, z: vector<m> output y = x + z }\nmodel M { input x: vector<4> output y = x |> §two }"),
                arguments(Code.MISSING_ARGUMENT, "needs `rate`", model("output y = x |> §dropout")),
                arguments(Code.BAD_VALUE, "from 0 to below 1", model("output y = x |> dropout(§1)")),
                arguments(Code.BAD_VALUE, "not -0.1", model("output y = x |> dropout(rate = §-0.1)")),
                arguments(Code.UNKNOWN_CHOICE, "step or sequence", model("output y = dropout(x, 0.2, per = §word)")),
                arguments(Code.EXTRA_ARGUMENT, "per = 0.3", model("output y = dropout(x, 0.2, §0.3)")),
                arguments(Code.SHAPE_MISMATCH, "two of one size", model("output y = §zoneout(x, sum(x), 0.2)")),
                arguments(Code.UNKNOWN_NAME, "`x` is none", model("output y = x |> rnn(3, start = §x)")),
                arguments(Code.WRONG_TYPE, "the chance of each of 9", model("output y: token<9> = §x |> dense(9)")),
                arguments(
                        Code.UNAVAILABLE,
                        "an output of a cell that is a token",
                        "cell c(n) { input x: vector<n> output y: §token<n> = softmax(x) }"));
    }

    static Stream<Arguments> sizes() {
        return Stream.of(
                arguments(Code.BAD_SIZE, "size 0 is less than 1", model("output y = x |> rnn(§0)")),
                arguments(Code.BAD_SIZE, "size -3 is less than 1", model("output y = x |> rnn(§-3)")),
                arguments(Code.BAD_SIZE, "not a whole number", model("output y = x |> rnn(§2.5)")),
                arguments(Code.BAD_SIZE, "more than a Java array", model("output y = x |> rnn(§99999999999)")),
                arguments(Code.BAD_SIZE, "more elements", model("output y = x |> dense(50000) |> §dense(50000)")),
                arguments(Code.BAD_SIZE, "less than 1", "model M { input x: vector<§0> output x }"),
                arguments(Code.UNKNOWN_NAME, "no size `k`", "model M { input x: vector<§k> output x }"),
                arguments(
                        Code.UNKNOWN_NAME,
                        "no size `k`",
                        "cell c(n) { input x: vector<m> param W: matrix<§k, m> output y = W * x }"),
                arguments(
                        Code.BAD_SIZE,
                        "size `n / 2` is 2.5, which is not a whole number",
                        "cell half(n) { input x: vector<n> output y = x |> dense(n / 2) }\nmodel M { input x: vector<5> output y = x |> §half(5) }"));
    }

    static Stream<Arguments> models() {
        return Stream.of(
                arguments(Code.OUTPUT_MISSING, "has no output", "model §M { input x: vector<4> }"),
                arguments(Code.INPUT_MISSING, "has no input", "model §M { output y = z z = 1 output w = 1 }"),
                arguments(Code.LOSS_MISFIT, "not a loss", model("loss §3 + mse(xx)")),
                arguments(Code.LOSS_MISFIT, "not a loss", model("loss §mse(xx) - mse(ww)")),
                arguments(Code.LOSS_MISFIT, "is not an output", model("loss mse(§x)")),
                arguments(Code.LOSS_MISFIT, "by its name", model("loss mse(xx) + l2(§3)")),
                arguments(Code.UNKNOWN_NAME, "there is no", model("loss mse(xx) + l1(§nothing)")),
                arguments(Code.LOSS_MISFIT, "|> softmax", model("loss crossEntropy(§xx)")),
                arguments(Code.LOSS_MISFIT, "|> sigmoid", model("loss binaryCrossEntropy(§xx)")),
                arguments(
                        Code.LOSS_MISFIT,
                        "different targets",
                        model("loss crossEntropy(y) + mse(§y) output y = softmax(x)")),
                arguments(Code.LOSS_MISFIT, "of an output, by its name", model("loss mse(§2 * xx)")),
                arguments(Code.UNKNOWN_CHOICE, "did you mean `crossEntropy`?", model("loss §crosEntropy(xx)")),
                arguments(Code.UNKNOWN_CHOICE, "did you mean `mean`?", model("loss mse(xx, reduction = §men)")),
                arguments(Code.UNKNOWN_OPTION, "did you mean `reduction`?", model("loss mse(xx, §reducton = sum)")),
                arguments(Code.BAD_VALUE, "more than 0", model("loss huber(xx, delta = §-1)")),
                arguments(Code.BAD_VALUE, "more than 0", model("loss §0 * mse(xx)")),
                arguments(Code.MISSING_ARGUMENT, "needs `tau`", model("loss §quantile(xx)")),
                arguments(Code.BAD_VALUE, "below 1", model("loss quantile(xx, tau = §1)")),
                arguments(Code.UNKNOWN_OPTION, "no option `delta`", model("loss mse(xx, §delta = 1)")),
                arguments(
                        Code.LOSS_MISFIT,
                        "one of 4 tokens",
                        model("output y = softmax(x) loss crossEntropy(§y, ignore = 4)")),
                arguments(
                        Code.LOSS_MISFIT,
                        "one marks what counts nothing by a number that another does not know",
                        model("output y = softmax(x) loss crossEntropy(y) + crossEntropy(§y, ignore = -100)")),
                arguments(
                        Code.BAD_VALUE,
                        "a whole number from -2147483648",
                        model("output y = softmax(x) loss crossEntropy(y, ignore = §0.5)")),
                arguments(
                        Code.LOSS_MISFIT,
                        "4 numbers, one for each",
                        model("output y = softmax(x) loss crossEntropy(y, weights = §concat(1, 2))")),
                arguments(Code.DEFINED_TWICE, "twice", model("loss mse(xx) §loss mse(xx)")),
                arguments(Code.UNKNOWN_CHOICE, "float or double", model("precision §half")));
    }

    static Stream<Arguments> training() {
        return Stream.of(
                arguments(Code.BAD_VALUE, "`window` is a whole number", train("window §0")),
                arguments(Code.BAD_VALUE, "`batch` is a whole number", train("batch §1.5")),
                arguments(Code.BAD_VALUE, "more than 0", train("optimizer sgd(rate = §0)")),
                arguments(Code.UNKNOWN_CHOICE, "did you mean `sgd`?", train("optimizer §sgdd(rate = 1)")),
                arguments(Code.UNKNOWN_CHOICE, "no optimizer `adan`", train("optimizer §adan(rate = 1)")),
                arguments(Code.UNKNOWN_OPTION, "did you mean `rate`?", train("optimizer sgd(§rat = 0.1)")),
                arguments(Code.EXTRA_ARGUMENT, "rate = 0.1", train("optimizer sgd(§0.1)")),
                arguments(Code.MISSING_ARGUMENT, "needs `rate`", train("optimizer §sgd")),
                arguments(Code.UNKNOWN_CHOICE, "value or norm", train("clip §size 3")),
                arguments(Code.BAD_VALUE, "more than 0", train("clip value §0")),
                arguments(Code.UNKNOWN_CHOICE, "did you mean `normal`?", train("start §norml(1)")),
                arguments(Code.BAD_VALUE, "standard deviation", train("start §normal(-1)")),
                arguments(Code.UNKNOWN_CHOICE, "orthogonal", train("start §ortogonal")),
                arguments(Code.WRONG_TYPE, "is for matrices", start("vector<n> start §orthogonal")),
                arguments(Code.WRONG_TYPE, "a start of whole models", start("vector<n> start §pytorch")),
                arguments(Code.TOO_LARGE, "unroll 256 fits", unroll("window 600 §unroll full")),
                arguments(Code.TOO_LARGE, "unroll 256 fits", unroll("window 600 §unroll 300")),
                arguments(Code.UNKNOWN_CHOICE, "did you mean `full`?", train("unroll §ful")),
                arguments(Code.UNKNOWN_CHOICE, "did you mean `input`?", train("gradients §inputs")),
                arguments(Code.DUPLICATE_ARGUMENT, "given twice", train("window 3 §window 4")),
                arguments(Code.TOO_LARGE, "window 134 fits, or batch 134", train("§window 1000000 batch 1000000")),
                arguments(Code.LOSS_MISFIT, "has no loss", model("§train { window 3 }")));
    }
}
