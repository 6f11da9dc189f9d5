// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rnnc.dsl.diag.Foreign.Place;
import org.rnnc.dsl.lower.SpecCompiler;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;

/** The table of other languages' words: what it says to write compiles, and no word stands in it twice. */
class ForeignTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @ParameterizedTest
    @CsvSource({
        "FUNCTION, nn.Linear, x |> dense(5)",
        "FUNCTION, F.log_softmax, log(softmax(x))",
        "FUNCTION, jnp.matmul, W * x",
        "FUNCTION, GlobalMaxPooling1D, maxOverSteps(x)",
        "OPTION, hidden_size, x |> lstm(4)",
        "OPTION, returnSequences, x |> lstm(4) |> last",
        "LOSS, nn.BCEWithLogitsLoss, loss binaryCrossEntropy(g)",
        "OPTIMIZER_OPTION, learning_rate, rate = 0.001",
        "START, kaiming_normal_, start he",
        "TYPE, Float32, scalar",
        "STATEMENT, while, h[t-1]",
        "TRAINING, batch_size, batch 32",
        "NAME, None, leave out"
    })
    void isKnown(Place place, String word, String says) {
        assertTrue(Foreign.hint(place, word).orElse("").contains(says));
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void whatItSaysCompiles(Place place) {
        List<String> wrong = new ArrayList<>();
        for (String hint : new HashSet<>(Foreign.words(place).values())) {
            Matcher code = CODE.matcher(hint);
            while (code.find()) {
                String found = errors(spec(place, code.group(1)));
                if (!found.isEmpty()) {
                    wrong.add(code.group(1) + "\n" + found);
                }
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    private static String spec(Place place, String code) {
        return switch (place) {
            case FUNCTION, OPTION, FUNCTION_OPTION, ACTIVATION, NAME -> expression(code);
            case LOSS, LOSS_OPTION -> model(code);
            case OPTIMIZER, OPTIMIZER_OPTION, START -> model("loss mse(y) train { " + optimizer(code) + " }");
            case TYPE ->
                code.startsWith("matrix")
                        ? cell("param q: " + code.replace("m>", "n>"))
                        : model("input q: " + code.replace("n>", "4>"));
            default -> model(code);
        };
    }

    private static String optimizer(String code) {
        return code.startsWith("optimizer") ? code : code + " optimizer sgd(rate = 0.1)";
    }

    private static String expression(String code) {
        if (code.equals("true") || code.equals("false")) {
            return cell("h = x |> lstm(n, bias = " + code + ") z = h");
        }
        boolean inCell = !code.matches(".*(last|final|OverSteps|previous|bidirectional|reverse|peephole|projected).*");
        return inCell ? cell("z = " + code) : model("output z = " + code);
    }

    private static String cell(String statement) {
        return "cell f(n) { input x: vector<n>, y: vector<n>, a: scalar, c: token<5>\n"
                + "param W, V: matrix<n, n>\n state p: vector<n>\n p = x\n" + statement.replace("W * c", "A * c")
                + (statement.contains("W * c") ? "\nparam A: matrix<n, 5>" : "") + "\noutput u = x }";
    }

    private static String model(String statement) {
        return "model M { input x: vector<4>, c: token<5>\n n = 0\n out0 = x |> gru(4) |> dense(5) as out\n"
                + "output y = out0 |> dense(4)\n output s = out0 |> softmax\n output g = x |> dense(2) |> sigmoid\n"
                + "output r = x |> dense(2) |> softplus\n" + statement + "\n}";
    }

    /** All but what is unused. */
    private static String errors(String text) {
        Diagnostics diagnostics = new Diagnostics();
        SpecFile file = SpecReader.read(new SourceText("Test.rnn", text), diagnostics);
        SpecCompiler.compile(file, List.of(), diagnostics);
        return diagnostics.all().stream()
                .filter(found -> found.severity() == Severity.ERROR)
                .filter(found -> !found.code().equals(Code.UNUSED_PARAMETER.id()))
                .map(Diagnostic::format)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void noWordStandsTwiceInAPlace() {
        Set<String> seen = new HashSet<>();
        List<String> twice = new ArrayList<>();
        String section = "";
        for (String line : Foreign.text().lines().toList()) {
            section = line.startsWith("[") ? line : section;
            if (line.contains(" = ") && !line.startsWith("#")) {
                for (String word : line.substring(0, line.indexOf(" = ")).split(" ")) {
                    if (!seen.add(section + NearestName.plain(word))) {
                        twice.add(section + word);
                    }
                }
            }
        }
        assertEquals(List.of(), twice);
    }
}
