// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Start;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.model.Optimizer;
import org.rnnc.dsl.model.ParameterOptions;
import org.rnnc.dsl.model.Training;

/** From text to a checked model. */
class CharRnnTest {
    static final String TEXT = """
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

    @Test
    void lowersToOneStep() {
        ModelSpec model = Specs.compile(TEXT);
        assertEquals("CharRnn", model.name());
        assertEquals("Karpathy's character model.", model.documentation());
        assertEquals(
                List.of(
                        "next = x |> rnn(100) |> dense(65) |> softmax",
                        "rnn: h = tanh(Wx * x + bx + Wh * h[t-1] + bh)",
                        "dense: y = W * x + b"),
                model.equations());
        assertEquals("""
%0 = Input[index=0] token<65> STEP
%1 = Parameter[index=0] [100][65] ONCE  // rnn.Wx
%2 = Parameter[index=1] [100][100] ONCE  // rnn.Wh
%3 = Parameter[index=2] [100] ONCE  // rnn.bx
%4 = Parameter[index=3] [100] ONCE  // rnn.bh
%5 = Initial[state=0] [100] SEQUENCE
%6 = Previous[state=0] [100] STEP
%7 = Binary[function=ADD] (%3, %4) [100] ONCE
%8 = Lookup[row=false] (%1, %0, %7) [100] STEP
%9 = Product[transposed=false] (%2, %6, %8) [100] STEP
%10 = Unary[function=TANH] (%9) [100] STEP  // state rnn.h
%11 = Parameter[index=4] [65][100] ONCE  // dense.W
%12 = Parameter[index=5] [65] ONCE  // dense.b
%13 = Product[transposed=false] (%11, %10, %12) [65] STEP
%14 = Softmax (%13) [65] STEP  // next
%15 = Target[index=0] token<65> STEP
%16 = CrossEntropy (%13, %15) [1] STEP
%17 = SumAll (%16) [1] ONCE
%18 = Constant[value=1.0] [1] ONCE
%19 = StepCount [1] ONCE
%20 = Binary[function=DIVIDE] (%18, %19) [1] ONCE
%21 = Binary[function=MULTIPLY] (%17, %20) [1] ONCE
""", model.graph().explain());
    }

    @Test
    void readsHowItIsTrained() {
        ModelSpec model = Specs.compile(TEXT);
        assertEquals(
                new Training(
                        25,
                        25,
                        true,
                        1,
                        Optimizer.Kind.ADAGRAD.with(0.1),
                        List.of(new Training.Clip(Training.Clip.Kind.VALUE, 5)),
                        0,
                        Training.Unroll.AUTO,
                        List.of(),
                        ParameterOptions.NONE),
                model.training());
        Start normal = new Start(Start.Kind.NORMAL, 0.01, 0);
        assertEquals(
                List.of(normal, normal, Start.ZEROS, Start.ZEROS, normal, Start.ZEROS),
                model.graph().parameters().stream().map(Parameter::start).toList());
        assertEquals(
                List.of("rnn.weight_ih", "rnn.weight_hh", "rnn.bias_ih", "rnn.bias_hh", "dense.weight", "dense.bias"),
                model.graph().parameters().stream().map(Parameter::tensorName).toList());
    }

    @Test
    void anLstmIsItsEquations() {
        ModelSpec model = Specs.compile("model Gates { input x: vector<3> output y = x |> lstm(4) }");
        assertEquals("""
%0 = Input[index=0] [3] STEP
%1 = Parameter[index=0] [4][3] ONCE  // lstm.Wi
%2 = Parameter[index=1] [4][3] ONCE  // lstm.Wf
%3 = Parameter[index=2] [4][3] ONCE  // lstm.Wg
%4 = Parameter[index=3] [4][3] ONCE  // lstm.Wo
%5 = Parameter[index=4] [4][4] ONCE  // lstm.Ui
%6 = Parameter[index=5] [4][4] ONCE  // lstm.Uf
%7 = Parameter[index=6] [4][4] ONCE  // lstm.Ug
%8 = Parameter[index=7] [4][4] ONCE  // lstm.Uo
%9 = Parameter[index=8] [4] ONCE  // lstm.bi
%10 = Parameter[index=9] [4] ONCE  // lstm.bf
%11 = Parameter[index=10] [4] ONCE  // lstm.bg
%12 = Parameter[index=11] [4] ONCE  // lstm.bo
%13 = Parameter[index=12] [4] ONCE  // lstm.ci
%14 = Parameter[index=13] [4] ONCE  // lstm.cf
%15 = Parameter[index=14] [4] ONCE  // lstm.cg
%16 = Parameter[index=15] [4] ONCE  // lstm.co
%17 = Initial[state=0] [4] SEQUENCE
%18 = Initial[state=1] [4] SEQUENCE
%19 = Previous[state=0] [4] STEP
%20 = Binary[function=ADD] (%9, %13) [4] ONCE
%21 = Product[transposed=false] (%1, %0, %20) [4] STEP
%22 = Product[transposed=false] (%5, %19, %21) [4] STEP
%23 = Unary[function=SIGMOID] (%22) [4] STEP
%24 = Binary[function=ADD] (%10, %14) [4] ONCE
%25 = Product[transposed=false] (%2, %0, %24) [4] STEP
%26 = Product[transposed=false] (%6, %19, %25) [4] STEP
%27 = Unary[function=SIGMOID] (%26) [4] STEP
%28 = Binary[function=ADD] (%11, %15) [4] ONCE
%29 = Product[transposed=false] (%3, %0, %28) [4] STEP
%30 = Product[transposed=false] (%7, %19, %29) [4] STEP
%31 = Unary[function=TANH] (%30) [4] STEP
%32 = Binary[function=ADD] (%12, %16) [4] ONCE
%33 = Product[transposed=false] (%4, %0, %32) [4] STEP
%34 = Product[transposed=false] (%8, %19, %33) [4] STEP
%35 = Unary[function=SIGMOID] (%34) [4] STEP
%36 = Previous[state=1] [4] STEP
%37 = Binary[function=MULTIPLY] (%27, %36) [4] STEP
%38 = MultiplyAdd[negated=false] (%23, %31, %37) [4] STEP  // state lstm.c
%39 = Unary[function=TANH] (%38) [4] STEP
%40 = Binary[function=MULTIPLY] (%35, %39) [4] STEP  // y  // state lstm.h
""", model.graph().explain());
    }
}
