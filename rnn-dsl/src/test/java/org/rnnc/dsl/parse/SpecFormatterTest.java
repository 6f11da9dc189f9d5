// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.parse.format.ExpressionLine;
import org.rnnc.dsl.parse.format.SpecFormatter;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecPrinter;

class SpecFormatterTest {
    static final List<String> EXAMPLES = Examples.ALL;

    private static String format(String text) {
        Diagnostics none = new Diagnostics();
        Optional<String> formatted = SpecFormatter.format(new SourceText("Test.rnn", text), none);
        assertTrue(formatted.isPresent(), () -> Trees.messages(none) + "\nin\n" + text);
        assertEquals(formatted, SpecFormatter.format(new SourceText("Test.rnn", formatted.get()), none), text);
        assertEquals("", Trees.messages(none));
        return formatted.get();
    }

    @Test
    void aFile() {
        assertEquals("""
                // SPDX-License-Identifier: Apache-2.0
                /* Two models. */
                /**
                 * One of them,
                 *   with a list.
                 */
                cell mine(n, activation = tanh) {  // of n units
                  input x: vector<m>, y: vector<2 * m>
                  param W: matrix<n, m>, b: vector<n> start constant(-1) if bias  // one
                  state h: vector<n>

                  // The equations.
                  h = activation(W * x + (1 - b) .* -h[t-1])  // so
                  // Nothing more.
                }

                model Mine {
                  input  x: token<20_000> per sequence
                  e = x |> embedding(8) as words
                  output y = e
                      |> mine(4)
                      |> dense(2)
                  loss   mse(y, reduction = sum)
                  train { window 25, carry state; clip value -5, norm 1 per tensor; start normal(0.01) for words.E }
                }

                model Empty {}
                """, format("""
                // SPDX-License-Identifier: Apache-2.0
                /* Two models. */
                     /**
                   * One of them,
                       *   with a list.
                 */
                cell mine( n,activation=tanh ){ // of n units

                  input x:vector<m>,y : vector< 2*m >;
                  param W: matrix<n,m>,b:vector<n> start constant(- 1) if bias // one
                  state h :vector<n>


                  // The equations.
                  h=activation(W*x+( 1-b ).* - h [ t - 1 ])   // so
                  // Nothing more.

                };model Mine{ input x: token<20_000> per sequence  e = x|>embedding(8)as words
                output y=e
                |>mine(4)|>dense(2) ; loss mse( y,reduction=sum )
                  train{window 25,carry state clip value-5,norm 1 per tensor;start normal(0.01)for words . E;}}
                model Empty
                { }

                """));
    }

    @Test
    void whatIsTooLongGoesOnInTheNextLine() {
        assertEquals("""
                cell longer(first = 1, second = 2, third = 3, fourth = 4, fifth = 5, sixth = 6, seventh = 7, eighth = 8, ninth = 9,
                    tenth = 10) {
                  input x: vector<m>
                  output y = sigmoid(x .* firstOfMany + secondOfMany * x, x + thirdOfMany * x, x + fourthOfMany * x)
                      + sigmoid(x .* firstOfMany + secondOfMany * x)
                }

                model Longer {
                  input  x: vector<4>
                  output y = x
                      |> longer(first = 1, second = 2, third = 3, fourth = 4)
                      |> longer(first = 1, second = 2, third = 3, fourth = 4) as second
                      |> dense(4)
                }
                """, format("""
                cell longer(first = 1, second = 2, third = 3, fourth = 4, fifth = 5, sixth = 6, seventh = 7, eighth = 8, ninth = 9, tenth = 10) {
                  input x: vector<m>
                  output y = sigmoid(x .* firstOfMany + secondOfMany * x, x + thirdOfMany * x, x + fourthOfMany * x) + sigmoid(x .* firstOfMany + secondOfMany * x)
                }
                model Longer {
                  input  x: vector<4>
                  output y = x |> longer(first = 1, second = 2, third = 3, fourth = 4) |> longer(first = 1, second = 2, third = 3, fourth = 4) as second |> dense(4)
                }
                """));
    }

    @Test
    void aBlockThatDoesNotFitHasALineForEach() {
        String options =
                "window 25; batch 32; optimizer adam(rate = 3e-3, beta1 = 0.9, beta2 = 0.99); clip norm 1; seed 7";
        assertEquals("""
                model Long {
                  train {
                    window 25
                    batch 32
                    optimizer adam(rate = 3e-3, beta1 = 0.9, beta2 = 0.99)
                    clip norm 1
                    seed 7
                    unroll full
                    start orthogonal
                  }
                }
                """, format("model Long { train { " + options + "; unroll full; start orthogonal } }"));
    }

    /** It would document the cell behind it without the semicolon. */
    @Test
    void aCommentDocumentsWhatItDid() {
        String formatted = format("cell a { output x } /** Not of b. */ ; cell b { output x }");
        assertEquals("cell a {\n  output x\n}  /** Not of b. */;\n\ncell b {\n  output x\n}\n", formatted);
    }

    @Test
    void ranges() {
        assertEquals(
                "cell a(n) {\n  input x: vector<m>\n  output y = concat(x[i * n..(i+1) * n] for i in -1 + 1..n + 1)\n}\n",
                format("cell a(n){input x:vector<m> output y=concat(x[i*n .. (i+1)*n]for i in -1+1 ..n+1)}"));
    }

    @Test
    void lineBreaksAreThoseOfTheFile() {
        assertEquals("model A {\r\n  seed = 1\r\n}\r\n", format("model A {\r\nseed=1\r\n}"));
        assertEquals("model A {\n  seed = 1\n}\n", format("\uFEFFmodel A {\rseed=1\r}"));
        assertEquals("", format(" \n\n"));
        assertEquals("// nothing\n", format("// nothing"));
    }

    @ParameterizedTest
    @CsvSource({
        "model A { output y = x |> },RNN",
        "model A { output y = (x },RNN",
        "model A { output y = x # comment },RNN",
        "modell A { },RNN",
    })
    void whatHasErrorsStaysAsItIs(String text, String code) {
        Diagnostics found = new Diagnostics();
        assertEquals(Optional.empty(), SpecFormatter.format(new SourceText("Test.rnn", text), found));
        assertTrue(Trees.messages(found).contains(code), () -> Trees.messages(found));
    }

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void examplesMeanTheSame(String text) {
        assertSame(text, text);
    }

    /** Names that are keywords, at the beginning of a line, are taken for those; so they are not among these. */
    @Test
    void howeverItIsWritten() {
        Random random = new Random(11);
        RandomTrees trees = new RandomTrees(random, List.of("x", "Wh", "h", "tanh", "long_name", "E"));
        for (int i = 0; i < 600; i++) {
            String written = SpecPrinter.print(trees.file());
            Scrambled scrambled = Scrambled.of(written, random);
            String formatted = assertSame(written, scrambled.text());
            assertEquals(scrambled.comments(), Scrambled.commentsIn(formatted), scrambled::text);
        }
    }

    /** With any names; where lines have to be broken, see above. */
    @Test
    void spacesDoNotMatter() {
        RandomTrees trees = new RandomTrees(new Random(12));
        List<String> texts = Stream.generate(() -> SpecPrinter.print(trees.file()))
                .filter(text -> text.lines().allMatch(line -> line.length() < 110))
                .limit(300)
                .toList();
        for (String text : texts) {
            String once = format(text);
            String spaced = once.lines()
                    .map(line -> line.matches(" ?/?\\*.*") ? line : line.replace(" ", "   ") + " ")
                    .collect(Collectors.joining("\n"));
            assertEquals(once, format(spaced), spaced);
        }
    }

    private static String assertSame(String expected, String text) {
        String formatted = format(text);
        assertEquals(Trees.show(Trees.read(expected)), Trees.show(Trees.read(formatted)), text);
        return formatted;
    }

    /** What a comment in the generated code says of an equation. */
    @Test
    void oneExpression() {
        assertEquals("a * b + -c", ExpressionLine.of("a*b+ - c "));
        assertEquals("f(x, rate = 1)[t-1]", ExpressionLine.of("f ( x,rate=1 )[ t - 1 ]"));
        assertEquals("-(a - b) .* start - window", ExpressionLine.of("- ( a-b ) .* start -window"));
        assertEquals("a + d |> f(1) as g", ExpressionLine.of("a /* b */ + // c\n d\n|>f(1)as g"));
    }
}
