// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.layout.Buffer;
import org.rnnc.processor.layout.MemoryPlan;
import org.rnnc.processor.layout.PlainTarget;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.standalone.MethodSizes;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;

/** What values for each step of two axes cost: which of them are kept, what is done for each pair, how large kernels are. */
class AttentionKernelsTest {
    /** See {@link VectorKernelsTest}. */
    private static final int LARGEST = 1_500;

    private static ModelSpec spec(String write, int size, String precision) {
        return EmittedModel.spec("Looks" + size + precision, """
                input  source: token<9> per word of text
                read   = source |> embedding(%1$d) |> gru(%1$d) as reader
                write  = previous(target) |> embedding(%1$d) |> %2$s
                output target: token<7> per word of translation = write |> dense(7) |> softmax
                loss   crossEntropy(target)
                train  { window text 6, translation 5; batch 3; optimizer adam(rate = 0.01) }
                precision %3$s
                """.formatted(size, write, precision));
    }

    private static ModelSpec recurrent(int size, String precision) {
        return spec("attentiveGru(%d, over = read, start = reader)".formatted(size), size, precision);
    }

    private static ModelSpec heads(int heads, int size, String precision) {
        String write = "gru(%1$d, start = reader) |> multiHeadAttention(%1$d, heads = %2$d, over = read)";
        return spec(write.formatted(size, heads), size, precision);
    }

    private static ModelSpec behind(String attention) {
        return spec("gru(24, start = reader) |> " + attention, 24, "float");
    }

    /** The buffers of a training window that have rows for each pair of steps. */
    private static Stream<Buffer> pairs(ModelSpec spec) {
        MemoryPlan memory = MemoryPlan.of(spec, new PlainTarget());
        Program window = memory.plan().window().orElseThrow();
        return memory.layout(window).buffers().stream()
                .filter(buffer -> buffer.domain().isPair());
    }

    @Test
    void ofWeightedSumsNoProductIsKept() {
        assertTrue(pairs(behind("dotAttention(over = read)")).count() >= 3);
        pairs(behind("dotAttention(over = read)"))
                .forEach(buffer -> assertEquals(8, buffer.width(), "numbers alone: " + buffer));
        pairs(behind("generalAttention(over = read)"))
                .forEach(buffer -> assertEquals(8, buffer.width(), "numbers alone: " + buffer));
    }

    /** Rows that a step of the loop alone reads are used anew at the next. */
    @Test
    void whatAStepAloneReadsIsNotKeptForAll() {
        assertTrue(pairs(recurrent(16, "float")).anyMatch(Buffer::isOfStep));
    }

    /** Products with what has steps of one axis are done once for each of those. */
    @Test
    void productsOfOneAxisAreNotDoneForEachPair() {
        Plan plan = EmittedModel.plan(recurrent(16, "float"));
        for (Stage stage : plan.window().orElseThrow().stages()) {
            stage.kernels()
                    .forEach(kernel -> kernel.nodes()
                            .forEach(node -> assertTrue(
                                    node.inputs().stream().noneMatch(org.rnnc.dsl.graph.Node::isMatrix)
                                            || !node.domain().isPair(),
                                    () -> kernel.explain(plan.labels()))));
        }
    }

    @Test
    void methodsAreSmall() {
        List<ModelSpec> specs = new ArrayList<>();
        for (int size : new int[] {4, 16, 100, 128}) {
            specs.add(recurrent(size, "float"));
        }
        specs.add(heads(8, 64, "float"));
        specs.add(heads(8, 128, "double"));
        specs.add(recurrent(16, "double"));
        specs.add(recurrent(100, "double"));
        for (CompiledModel model : CompiledModel.ofAllWithVectors(specs)) {
            model.classes().forEach((name, bytes) -> {
                if (name.contains("Kernels") || name.endsWith("_Vector")) {
                    MethodSizes.of(bytes).forEach((method, size) -> assertTrue(size <= LARGEST, name + "." + method));
                }
            });
        }
    }
}
