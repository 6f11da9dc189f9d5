// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.standalone.MethodSizes;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;

/** Whatever the sizes, every method of a vector engine is as both compilers of HotSpot want it. */
class VectorKernelsTest {
    /**
     * Bytes of bytecode. C1 gives up on larger ones at times ("out of virtual registers"): they run in the interpreter for
     * seconds, till C2 has them.
     */
    private static final int LARGEST = 1_500;

    private static final int[] HIDDEN = {4, 8, 16, 32, 64, 100, 128};

    @ParameterizedTest
    @ValueSource(strings = {"rnn", "gru", "lstm"})
    void sizes(String cell) {
        List<ModelSpec> specs = new ArrayList<>();
        for (int hidden : HIDDEN) {
            for (int batch : new int[] {1, 4}) {
                specs.add(spec(cell, hidden, batch, "float"));
            }
        }
        specs.add(spec(cell, 16, 4, "double"));
        specs.add(spec(cell, 100, 1, "double"));
        List<CompiledModel> models = CompiledModel.ofAllWithVectors(specs);
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            check(specs.get(i), models.get(i), problems);
        }
        assertEquals(List.of(), problems);
    }

    /** The check itself: what it finds, and what it lets pass. */
    @Test
    void receivers() {
        String text = """
                class A {
                    void kernel(float[] a) {
                        FloatVector x = VECTOR.cast(FloatVector.fromArray(SPECIES, a, 0));
                        FloatVector y = FloatVector.fromArray(SPECIES, a, 0);
                        FloatVector z = VECTOR.cast(x.add(y)).mul(x);
                        %s
                    }
                }
                """;
        for (String good : List.of(
                "x.fma(y, z);",
                "VECTOR.cast(y).neg().length();",
                "VECTOR.cast(z).intoArray(a, 0);",
                "y = x.fma(x, VECTOR.cast(y));")) {
            assertEquals(List.of(), VectorReceivers.inexact(text.formatted(good)), good);
        }
        for (String bad : List.of(
                "y.fma(x, z);",
                "z.intoArray(a, 0);",
                "y = x.fma(x, y);",
                "x.add(y).mul(z);",
                "VECTOR.cast(x.add(y)).sub(x).abs();")) {
            assertEquals(1, VectorReceivers.inexact(text.formatted(bad)).size(), bad);
        }
    }

    private static ModelSpec spec(String cell, int hidden, int batch, String precision) {
        return EmittedModel.spec(
                "%s%dx%d%s".formatted(cell, hidden, batch, precision), """
                input x: vector<5>
                output y = x |> %s(%d) |> dense(7) |> softmax
                loss crossEntropy(y)
                train { window 6; batch %d; optimizer adam(rate = 0.01); clip norm 1 }
                precision %s
                """.formatted(cell, hidden, batch, precision));
    }

    private static void check(ModelSpec spec, CompiledModel model, List<String> problems) {
        String name = vectorClass(model);
        Map<String, Integer> sizes = MethodSizes.of(model.classes().get(name));
        // A product and element-wise passes at least, forward and backward: what else would be small?
        assertTrue(sizes.size() > 5, () -> spec.name() + " has no vector kernels but " + sizes.keySet());
        sizes.forEach((method, size) -> {
            if (size > LARGEST) {
                problems.add(spec.name() + ": " + method.replaceAll("\\(.*", "") + " has " + size + " bytes");
            }
        });
        VectorReceivers.inexact(model.sources().get(name))
                .forEach(call -> problems.add(spec.name() + ": called on what may be any vector: " + call));
        new EngineLooks(model.sources().get(name), spec.graph().values().keySet())
                .longLines()
                .forEach(line -> problems.add(spec.name() + ": " + line));
    }

    private static String vectorClass(CompiledModel model) {
        return model.classes().keySet().stream()
                .filter(name -> name.endsWith("_Vector"))
                .findFirst()
                .orElseThrow();
    }
}
