// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.parse;

import java.util.List;

/** Texts that use the whole language, what is not compiled yet included. */
final class Examples {
    static final String RNN = """
            /** Elman (1990). */
            cell rnn(n, activation = tanh) {
              input x: vector<m>
              param Wx: matrix<n, m>, Wh: matrix<n, n>, bx: vector<n>, bh: vector<n>
              state h: vector<n>

              h = activation(Wx * x + bx + Wh * h[t-1] + bh)

              output h
            }
            """;
    static final String LSTM = """
            cell lstm(n) {
              input x: vector<m>
              param Wi, Wf, Wg, Wo: matrix<n, m> as weight_ih start orthogonal if bias
              param Ui, Uf, Ug, Uo: matrix<n, n>
              param bi, bf, bg, bo, ci, cf, cg, co: vector<n>
              state h, c: vector<n>

              i = sigmoid(Wi * x + bi + Ui * h[t-1] + ci)
              f = sigmoid(Wf * x + bf + Uf * h[t-1] + cf)
              g = tanh(Wg * x + bg + Ug * h[t-1] + cg)
              o = sigmoid(Wo * x + bo + Uo * h[t-1] + co)
              c = f .* c[t-1] + i .* g
              h = o .* tanh(c)

              output h
            }
            """;
    static final String CHAR_RNN = """
            /** Karpathy's character model. */
            model CharRnn {
              input  x: token<65>
              output next = x |> rnn(100) |> dense(65) |> softmax
              loss   crossEntropy(next)

              train {
                window 25, carry state
                optimizer adagrad(rate = 0.1)
                clip value 5
                start normal(0.01)
              }
            }
            """;
    static final String WEATHER = """
            model Weather {
              input  day: vector<4>
              output tomorrow = day |> rnn(24) |> last |> dense(1)
              loss   mse(tomorrow, reduction = sum)
              train { window 14; batch 32; optimizer adam(rate = 3e-3); seed 7; unroll auto; gradients input, state }
              precision double
            }
            """;
    static final String SENTIMENT = """
            model Sentiment {
              input  word: token<20000>
              output label = word |> embedding(64) |> dropout(0.2) |> bidirectional(gru(96)) |> final |> dense(2) |> softmax
              loss   crossEntropy(label)
              train { window 200; batch 64; optimizer adam(rate = 1e-3); clip norm 5 }
            }
            """;
    static final String TAGGER = """
            model Tagger {
              input  word: token<20000>, shape: vector<8>
              e  = word |> embedding(64)
              h1 = concat(e, shape) |> bidirectional(lstm(128))
              h2 = h1 |> bidirectional(lstm(128)) as upper
              output tag    = h1 + h2 |> dense(17) |> softmax
              output length = final(h2) |> dense(1)
              loss crossEntropy(tag) + 0.1 * huber(length)
            }
            """;
    static final String TRANSLATE = """
            model Translate {
              input  source: token<8000>
              read  = source |> embedding(256) |> lstm(512)
              write = previous(word) |> embedding(256) |> lstm(512, start = read)
              output word: token<9000> = write |> dense(9000) |> softmax
              loss crossEntropy(word)
            }
            """;
    static final String TREE_RNN = """
            cell treeRnn(n) {
              input x: vector<m>
              param W: matrix<n, m>, L, R: matrix<n, n>, b: vector<n>
              state h: vector<n>
              h = tanh(W * x + L * h[left] + R * h[right] + b)
              output h
            }
            """;

    static final List<String> ALL = List.of(RNN, LSTM, CHAR_RNN, WEATHER, SENTIMENT, TAGGER, TRANSLATE, TREE_RNN);

    private Examples() {}
}
