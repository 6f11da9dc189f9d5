// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.panel;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.stream.IntStream;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.Element;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.java.kernel.PackRef;
import org.rnnc.processor.java.kernel.RowSweep;
import org.rnnc.processor.java.kernel.WeightOrder;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.pack.Pack;

/** Gradients in {@link Panels}: each element takes up four rows at a time, in their order. */
final class TiledGradients {
    private static final int TILE = 4;

    private final EmissionContext context;
    private final ScalarType numbers;
    private final WeightOrder weights;

    TiledGradients(EmissionContext context, WeightOrder weights) {
        this.context = context;
        this.numbers = context.numbers();
        this.weights = weights;
    }

    KernelCall emit(Kernel.Gradients kernel, Memory memory) {
        Node sample = kernel.nodes().get(0);
        Stage.Kind kind =
                Stage.Kind.of(sample.input(0).domain().widest(sample.input(1).domain()));
        Args args = new Args(memory, kind, numbers);
        args.shared("rows", TypeName.INT, memory.extent().rows(kind));
        RowSweep sweep = memory.extent().sweep(kind);
        PackRef kept = memory.gradient(kernel.pack());
        String gradient =
                args.pack("gradient", kept, weights.type(kept)).field().name();
        CodeBlock.Builder body = CodeBlock.builder();
        for (Node node : kernel.nodes()) {
            int offset = memory.gradient(kernel.pack())
                    .layout()
                    .offsetOf(context.plan().packs().ownerOf(node).orElseThrow());
            body.add(
                    kernel.isScatter()
                            ? scatter(node, kernel.pack(), offset, gradient, args, sweep)
                            : outer(node, kernel.pack(), offset, gradient, args, sweep));
        }
        String method = context.library()
                .method(
                        "gradientTiled",
                        CodeBlock.of(""),
                        TypeName.VOID,
                        KernelLibrary.parameters(args.all()),
                        body.build());
        return context.library().callForRows(method, args, Count.ONE);
    }

    /** Element i of the first operand times element k of the second, of each row. */
    private CodeBlock outer(Node node, Pack pack, int offset, String gradient, Args args, RowSweep sweep) {
        CodeBlock.Builder code = loops(node);
        CodeBlock element = element(pack, gradient, "i", "k", offset);
        code.addStatement(
                        "$T sum = $L",
                        numbers.type(),
                        node.inputs().size() == 3 ? element : CodeBlock.of(numbers.literal(0)))
                .add(sweep.passes(
                        TILE,
                        (count, row) -> IntStream.range(0, count)
                                .mapToObj(i -> CodeBlock.of("$L;\n", fused(node, args, row.apply(i))))
                                .collect(CodeBlock.joining(""))))
                .addStatement("$L = sum", element);
        return code.endControlFlow().endControlFlow().build();
    }

    private static CodeBlock fused(Node node, Args args, Index row) {
        Element d = number(node.input(0), "d", args, row, "i");
        Element x = number(node.input(1), "x", args, row, "k");
        return CodeBlock.of("sum = $T.fma($L, $L, sum)", Math.class, d, x);
    }

    private static Element number(Node node, String name, Args args, Index row, String index) {
        RowsRef place = args.locate(node);
        Element array = Element.of(args.rowsOf(node, name), place.isEach() ? row : Index.ZERO);
        return array.at(Index.of(index).plus(place.offset()));
    }

    private static CodeBlock.Builder loops(Node node) {
        return CodeBlock.builder()
                .beginControlFlow("for (int i = 0; i < $L; i++)", node.matrix().rows())
                .beginControlFlow("for (int k = 0; k < $L; k++)", node.matrix().columns());
    }

    /** Adds a vector to the column, or the row, that a token has chosen. */
    private CodeBlock scatter(Node node, Pack pack, int offset, String gradient, Args args, RowSweep sweep) {
        boolean row = ((Op.Scatter) node.op()).row();
        CodeBlock.Builder code = CodeBlock.builder();
        if (node.inputs().size() < 3) {
            code.add(loops(node)
                    .addStatement("$L = 0", element(pack, gradient, "i", "k", offset))
                    .endControlFlow()
                    .endControlFlow()
                    .build());
        }
        String tokens = args.shared(
                "tokens",
                ArrayTypeName.of(TypeName.INT),
                args.locate(node.input(1)).field());
        String token = tokens + "[row]";
        return code.beginControlFlow(sweep.head("row", 0, "rows"))
                .beginControlFlow("for (int i = 0; i < $L; i++)", node.input(0).size())
                .addStatement(
                        "$L += $L",
                        row ? element(pack, gradient, token, "i", offset) : element(pack, gradient, "i", token, offset),
                        number(node.input(0), "d", args, Index.of("row"), "i"))
                .endControlFlow()
                .endControlFlow()
                .build();
    }

    private static CodeBlock element(Pack pack, String gradient, String row, String column, int offset) {
        CodeBlock at =
                pack.byColumn() ? TiledSums.at(pack, column, row, offset) : TiledSums.at(pack, row, column, offset);
        return CodeBlock.of("$L[$L]", gradient, at);
    }
}
