// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.java.kernel.VectorLibrary;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;

/** The vector engine takes not one byte per call once C2 has compiled its kernels; until then, vectors are objects. */
class VectorAllocationTest {
    private static final Map<String, String> MODELS = Map.of(
            "CharRnn", """
            input x: token<65>
            output y = x |> rnn(100) |> dense(65) |> softmax
            loss crossEntropy(y)
            train { window 25, carry state; optimizer adagrad(rate = 0.1); clip value 5 }
            """, "Lstm16", """
            input x: vector<16>
            output y = x |> lstm(16)
            """, "Gru32", """
            input x: vector<16>
            output y = x |> gru(32) |> dense(3)
            """, "Lstm24", """
            input x: vector<5>
            output y = x |> lstm(24) |> dense(3)
            loss mse(y)
            train { window 10; batch 4; optimizer adam(rate = 0.01); clip norm 1 }
            """, "Norm8", """
            input x: vector<5>
            output y = x |> layerNormLstm(8) |> dense(3)
            loss mse(y)
            train { window 6 }
            """, "Masked24", """
            input x: vector<5>
            output y = x |> lstm(24, dropConnect = 0.3) |> dense(3)
            loss mse(y)
            train { window 10; batch 4; optimizer adam(rate = 0.01); clip norm 1 }
            """, "Wide", """
            input x: vector<64>
            output y = x |> lstm(256)
            """);

    /** Of each model what it is for; all in one JVM, as in an application. */
    private static final List<String> CALLS = List.of(
            "Lstm16", "step", "Gru32", "step", "CharRnn", "train", "Lstm24", "train", "Gru32", "predict", "CharRnn",
            "step", "Norm8", "train");

    /** Eight units have shorter vectors than the others, where the processor has longer ones: two lengths in one JVM. */
    private static final List<String> SMALL_FIRST =
            List.of("Norm8", "train", "Lstm16", "step", "Gru32", "predict", "Lstm24", "train", "Norm8", "train");

    private static final List<String> MASKED = List.of("Masked24", "train");

    /** A wide model runs long before C2 compiles it, so that C2 makes code of the Vector API's own methods first. */
    private static final List<String> WIDE_FIRST = List.of("Wide", "predict", "Lstm16", "step", "Gru32", "step");

    @TempDir
    Path classes;

    /** With compilation in the foreground, so that calls count and not the time that the compiler's thread is given. */
    @ParameterizedTest
    @ValueSource(strings = {"float", "double"})
    void nothingIsAllocated(String precision) throws IOException, InterruptedException {
        check(precision, CALLS, List.of("-Xbatch"));
    }

    /** Where weights are masked, and brought into the order of the kernels, anew for each window. */
    @ParameterizedTest
    @ValueSource(strings = {"float", "double"})
    void norWithMaskedWeights(String precision) throws IOException, InterruptedException {
        check(precision, MASKED, List.of("-Xbatch"));
    }

    @Test
    void norWithVectorsOfTwoLengths() throws IOException, InterruptedException {
        check("float", SMALL_FIRST, List.of("-Xbatch"));
    }

    /** With compilation left to run its course. */
    @Test
    void norAfterAWideModel() throws IOException, InterruptedException {
        check("float", WIDE_FIRST, List.of());
    }

    private void check(String precision, List<String> calls, List<String> options)
            throws IOException, InterruptedException {
        List<ModelSpec> specs = MODELS.entrySet().stream()
                .filter(model -> calls.contains(model.getKey()))
                .map(model -> EmittedModel.spec(model.getKey(), model.getValue() + "precision " + precision))
                .toList();
        Map<String, String> classByModel = new HashMap<>();
        for (CompiledModel model : CompiledModel.ofAllWithVectors(specs)) {
            model.write(classes);
            classByModel.put(model.type().getSimpleName(), model.type().getName());
        }
        List<String> arguments = new ArrayList<>();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < calls.size(); i += 2) {
            arguments.add(classByModel.get(calls.get(i)));
            arguments.add(calls.get(i + 1));
            expected.append(calls.get(i + 1)).append(' ').append(calls.get(i)).append(" vector 0\n");
        }
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("--add-modules", VectorLibrary.MODULE));
        String output = ChildJvm.run(ChildJvm.ownJava(), all, classes, AllocatingCalls.class, arguments);
        assertEquals(expected.toString(), output.replaceFirst("WARNING: Using incubator modules.*\n", ""));
    }
}
