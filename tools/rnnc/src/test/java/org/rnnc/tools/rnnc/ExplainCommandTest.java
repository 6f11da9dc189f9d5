// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
    private static final String MODELS = """
            /** Four units. */
            model Tiny {
              input  x: token<5>
              output next = x |> rnn(4) |> dense(5) |> softmax
              loss   crossEntropy(next)
              train { window 8; batch 2; optimizer adagrad(rate = 0.1); freeze dense.b }
            }

            model Looks {
              input  a: vector<4> per step of first, b: vector<4> per step of second
              look = a |> dotAttention(over = b)
              output y = look |> dense(1)
              loss   mse(y)
              train  { window first 3, second 5; batch 2 }
            }

            model Other {
              input  x: vector<300>
              output y = x |> gru(600)
            }
            """;

    @TempDir
    private Path folder;

    private Path file() throws IOException {
        return Files.writeString(folder.resolve("Models.rnn"), MODELS);
    }

    @Test
    void allOfAModel() throws IOException {
        String out = Run.of("explain", file(), "--model", "Tiny").ends(0).out();
        assertTrue(out.lines().allMatch(line -> line.length() <= 100), out);
        assertEquals(
                List.of(
                        "== Tiny: equations",
                        "== Tiny: what goes in and comes out",
                        "== Tiny: parameters",
                        "== Tiny: values and their shapes",
                        "== Tiny: operations and bytes",
                        "== Tiny: the schedule, stage by stage",
                        "== Tiny: the memory of each workspace",
                        "== Tiny: bytecode of the generated methods",
                        "== Tiny: what bounds the speed, an estimate"),
                out.lines().filter(line -> line.startsWith("==")).toList());
        assertTrue(out.contains("\n  rnn: h = tanh(Wx * x + bx + Wh * h[t-1] + bh)\n"), out);
        assertTrue(out.contains("\n  // Four units.\n"), out);
        assertTrue(out.contains("\n      product with %6 rnn.h before in (rnn.Wh): %9 rnn.h input\n"), out);
    }

    @Test
    void aModelOverTrees() throws IOException {
        Path tree = Files.writeString(folder.resolve("Tree.rnn"), """
                model Parse {
                  input  x: vector<8> per node of tree
                  output y = x |> childSumLstm(4) |> root |> dense(2)
                  loss   mse(y)
                  train  { window 9; batch 3 }
                }
                """);
        String out = Run.of("explain", tree).ends(0).out();
        assertTrue(out.lines().allMatch(line -> line.length() <= 100), out);
        assertTrue(out.contains("\n  childSumLstm: c = i .* g + sum(f .* c[child])\n"), out);
        assertTrue(out.matches("(?s).*\n  input +x +8 +node\n.*"), out);
        assertTrue(out.contains("\n    level by level of tree, from the leaves\n"), out);
        assertTrue(out.contains("\n    level by level of tree, from the root\n"), out);
        assertTrue(out.contains("childSumLstm.last h (childSumLstm.h,\n        root of tree)"), out);
    }

    /** By hand: column and bias 4, product 2 * 16, tanh 4, product 2 * 20, softmax 5 * 5. */
    @Test
    void operationsAreCounted() throws IOException {
        String out = Run.of("explain", file(), "-m", "Tiny", "--only", "work")
                .ends(0)
                .out();
        assertTrue(out.matches("(?s).*one step of one sequence, forward +" + (4 + 32 + 4 + 40 + 25) + " .*"), out);
        assertFalse(out.contains("equations"), out);
        // Weights: a column of 4, 16 and 20 numbers of 4 bytes.
        assertTrue(out.matches("(?s).*one step of one sequence, forward[^\\n]* " + 4 * (4 + 16 + 20) + " B\\n.*"), out);
        assertTrue(out.contains("once over 64 parameters, by adagrad"), out);
    }

    @Test
    void parametersAndMemory() throws IOException {
        String out = Run.of("explain", file(), "-m", "Tiny", "--only", "parameters,memory")
                .ends(0)
                .out();
        assertTrue(out.matches("(?s).*rnn.Wx +4 x 5 +20 +80 B +yes\\n.*dense.b +5 +5 +20 B +frozen\\n.*"), out);
        assertTrue(out.matches("(?s).*\\n +all +69 +276 B\\n.*"), out);
        // Rows of 8 floats, for 8 steps of 2 sequences.
        assertTrue(out.matches("(?s).*  window\\n.*rnn.h +8 +16 +512 B\\n.*"), out);
    }

    /** By hand, for each of 3 times 5 pairs of 2 sequences: product 8, softmax 5, weighted sum 8. */
    @Test
    void valuesAtPairsOfStepsAreCounted() throws IOException {
        String out = Run.of("explain", file(), "-m", "Looks", "--only", "work,memory,data")
                .ends(0)
                .out();
        assertTrue(out.matches("(?s).*of both, for each step of two axes +" + 30 * (8 + 5 + 8) + " .*"), out);
        assertTrue(out.matches("(?s).*\\n  input +b +4 +step of second\\n.*"), out);
        // Scores and weights, each in a row of 8 floats.
        assertTrue(out.matches("(?s).*of these at pairs of steps +1,920 B\\n.*"), out);
    }

    @Test
    void bounds() throws IOException {
        assertTrue(Run.of("explain", file(), "-m", "Tiny", "--only", "bound")
                .ends(0)
                .out()
                .contains("latency"));
        String large = Run.of("explain", file(), "-m", "Other", "--only", "bound")
                .ends(0)
                .out();
        assertTrue(large.contains("L3: the weights come from it in every step"), large);
    }

    @Test
    void whatIsWrongIsSaid() throws IOException {
        String none = Run.of("explain", file(), "-m", "None").ends(1).err();
        assertTrue(none.contains("there is no model None in these files, but Tiny, Looks, Other"), none);
        Path wrong = Files.writeString(folder.resolve("Wrong.rnn"), "model Wrong { output y = x }");
        assertTrue(Run.of("explain", wrong).ends(1).err().contains("error RNN030"));
        Run.of("explain", file(), "--only", "wrong").ends(2);
    }
}
