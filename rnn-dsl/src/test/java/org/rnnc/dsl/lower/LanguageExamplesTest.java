// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.syntax.SpecFile;

/** The examples that show what the language is to read like: each compiles, or says plainly what has to wait. */
class LanguageExamplesTest {
    static final String CELLS = """
            /** Elman (1990). */
            cell rnn(n, activation = tanh) {
              input x: vector<m>
              param Wx: matrix<n, m>, Wh: matrix<n, n>, bx: vector<n>, bh: vector<n>
              state h: vector<n>

              h = activation(Wx * x + bx + Wh * h[t-1] + bh)

              output h
            }

            /** A user's own: the minimal gated unit, Zhou (2016). */
            cell mgu(n) {
              input x: vector<m>
              param Wf, Wh: matrix<n, m>, Uf, Uh: matrix<n, n>, bf, bh: vector<n>
              state h: vector<n>

              f = sigmoid(Wf * x + Uf * h[t-1] + bf)
              k = tanh(Wh * x + Uh * (f .* h[t-1]) + bh)
              h = (1 - f) .* h[t-1] + f .* k

              output h
            }
            """;

    @Test
    void cellsCompile() {
        assertEquals(List.of(), Specs.findings(CELLS));
    }

    @Test
    void aLabelPerStepAndOnePerSequenceCompile() {
        ModelSpec model = Specs.compile("""
                model Tagger {
                  input  word: token<20000>, shape: vector<8>
                  e  = word |> embedding(64)
                  h1 = concat(e, shape) |> bidirectional(lstm(128))
                  h2 = h1 |> bidirectional(lstm(128))
                  output tag    = h1 + h2 |> dense(17) |> softmax
                  output length = final(h2) |> dense(1)
                  loss crossEntropy(tag) + 0.1 * huber(length)
                }
                """);
        assertEquals(
                List.of("e", "h1", "h2", "tag", "length"),
                List.copyOf(model.graph().values().keySet()));
        assertEquals(List.of("tag", "length"), model.graph().outputs());
        assertEquals(
                List.of("tag token<17> STEP", "length [1] SEQUENCE"),
                model.graph().targets().stream()
                        .map(target -> target.name() + " " + target.shape() + " " + target.domain())
                        .toList());
    }

    static Stream<Arguments> waiting() {
        return Stream.of(
                Arguments.of(List.of(), """
                        model Weather {
                          input  day: vector<4>
                          output tomorrow = day |> rnn(24) |> last |> dense(1)
                          loss   mse(tomorrow)
                          train { window 14; batch 32; optimizer adam(rate = 3e-3); seed 7 }
                        }
                        """),
                Arguments.of(List.of(), """
                        model Sentiment {
                          input  word: token<20000>
                          output label = word |> embedding(64) |>
                            dropout(0.2) |> bidirectional(gru(96)) |> final |> dense(2) |> softmax
                          loss   crossEntropy(label)
                          train { window 200; batch 64; optimizer adam(rate = 1e-3); clip norm 5 }
                        }
                        """),
                Arguments.of(List.of(), """
                        model Translate {
                          input  source: token<8000> per word of text
                          read  = source |> embedding(256) |> lstm(512) as reader
                          write = previous(word) |> embedding(256) |> lstm(512, start = reader)
                          output word: token<9000> per word of translation = write |> dense(9000) |> softmax
                          loss crossEntropy(word)
                        }
                        """),
                Arguments.of(List.of(), """
                        model Judged {
                          input  word: token<8000> per word of text
                          read   = word |> embedding(64) |> lstm(96)
                          output feeling = read |> atLeaves(per = parse) |> treeLstm(96) |> root |> dense(5) |> softmax
                          loss   crossEntropy(feeling)
                          train { window text 30, parse 59; batch 32; optimizer adam(rate = 1e-3) }
                        }
                        """),
                Arguments.of(List.of(), """
                        model Writer {
                          input  source: token<8000> per word of text
                          read  = source |> embedding(256) |> lstm(512) as reader
                          write = previous(word, sampling = 0.25) |> embedding(256) |> lstm(512, start = reader)
                          output word: token<9000> per word of translation = write |> dense(9000) |> softmax
                          loss crossEntropy(word)
                        }
                        """),
                Arguments.of(List.of("5:28 a random mask of what there is for each child"), """
                        cell forgetful(n) {
                          input x: vector<m>
                          param W: matrix<n, m>, U: matrix<n, n>
                          state h: vector<n>
                          h = tanh(W * x + sum(U * dropout(h[child], 0.5)))
                          output h
                        }
                        """),
                Arguments.of(List.of(), """
                        cell treeRnn(n) {
                          input x: vector<m>
                          param W: matrix<n, m>, L, R: matrix<n, n>, b: vector<n>
                          state h: vector<n>
                          h = tanh(W * x + L * h[left] + R * h[right] + b)
                          output h
                        }
                        """));
    }

    @ParameterizedTest
    @MethodSource("waiting")
    void whatHasToWaitSaysSo(List<String> expected, String text) {
        List<Diagnostic> found = Specs.findings(text);
        assertEquals(expected.size(), found.size(), found::toString);
        for (int i = 0; i < expected.size(); i++) {
            Diagnostic diagnostic = found.get(i);
            assertEquals(Code.UNAVAILABLE.id(), diagnostic.code());
            String said = diagnostic.span().line() + ":" + diagnostic.span().column() + " " + diagnostic.message();
            assertEquals(
                    expected.get(i), said.substring(0, Math.min(expected.get(i).length(), said.length())));
        }
    }

    @Test
    void aTreeWithoutDataOfItsOwnIsInTheSignature() {
        SpecFile file = Specs.read(
                "Test.rnn",
                "model M { input word: token<9> per word of text output y = zz |> atLeaves(per = parse) |> treeLstm(8) |> root }");
        assertEquals(
                "[Axis[index=0, name=text, kind=SEQUENCE], Axis[index=1, name=parse, kind=TREE]]",
                SpecCompiler.signatures(file).get(0).axes().toString());
    }

    @Test
    void signaturesAreKnownWhereModelsAreNot() {
        SpecFile file = Specs.read(
                "Test.rnn",
                "model M { input x: token<3>, s: vector<q> output y = zz |> softmax output z loss crossEntropy(y) + mse(z) + mse(k) precision double }");
        assertEquals(
                "[Signature[name=M, precision=DOUBLE, trained=true, inputs=[DataSpec[name=x, kind=TOKEN, perSequence=false, axis=], DataSpec[name=s, kind=NUMBERS, perSequence=false, axis=]],"
                        + " outputs=[DataSpec[name=y, kind=NUMBERS, perSequence=false, axis=], DataSpec[name=z, kind=NUMBERS, perSequence=false, axis=]],"
                        + " targets=[DataSpec[name=y, kind=TOKEN, perSequence=false, axis=], DataSpec[name=z, kind=NUMBERS, perSequence=false, axis=]], fedBack=[], axes=[Axis[index=0, name=time, kind=SEQUENCE]]]]",
                SpecCompiler.signatures(file).toString());
    }
}
