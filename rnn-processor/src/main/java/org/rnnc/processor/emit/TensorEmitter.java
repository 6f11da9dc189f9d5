// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.processor.plan.Pack;

/** Views that show stored rows as the plain tensors users know. */
final class TensorEmitter {
    static final ClassName TENSOR = ClassName.get(RuntimePackages.TENSOR, "Tensor");

    private final Numbers numbers;

    TensorEmitter(Numbers numbers) {
        this.numbers = numbers;
    }

    /** Parameters by the tensor they are stacked into, in order. */
    static Map<String, List<Parameter>> byTensor(Graph graph) {
        Map<String, List<Parameter>> tensors = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            tensors.computeIfAbsent(parameter.tensorName(), name -> new ArrayList<>())
                    .add(parameter);
        }
        return tensors;
    }

    /** {@code Tensor.of("rnn.weight_ih", new int[] {100, 65}, afterWrite, new FloatBlock(...))}: no list of blocks, whose type javac would infer slowly. */
    CodeBlock tensor(String name, List<Integer> shape, String afterWrite, List<CodeBlock> blocks) {
        List<CodeBlock> sizes =
                shape.stream().map(size -> CodeBlock.of("$L", size)).toList();
        return CodeBlock.of(
                "$T.of($S, new int[] {$L}, $L, $L)",
                TENSOR,
                name,
                CodeBlock.join(sizes, ", "),
                afterWrite,
                CodeBlock.join(blocks, ", "));
    }

    static List<Integer> stackedShape(List<Parameter> parameters) {
        int rows = 0;
        for (Parameter parameter : parameters) {
            rows += parameter.shape() instanceof Shape.Matrix matrix
                    ? matrix.rows()
                    : ((Shape.Vector) parameter.shape()).size();
        }
        return parameters.get(0).shape() instanceof Shape.Matrix matrix
                ? List.of(rows, matrix.columns())
                : List.of(rows);
    }

    /** A parameter (or what has its layout) within a pack's arrays. */
    CodeBlock block(String storage, Pack pack, Parameter parameter) {
        int offset = pack.offsetOf(parameter.index());
        if (parameter.shape() instanceof Shape.Matrix matrix) {
            return block(storage, 0, offset, matrix.rows(), matrix.columns(), pack.byColumn());
        }
        return block(storage, 0, offset, ((Shape.Vector) parameter.shape()).size(), 1, true);
    }

    /** A parameter's shape with arrays of its own, which nobody else sees. */
    CodeBlock zeros(Pack pack, Parameter parameter) {
        CodeBlock rows = CodeBlock.of(
                "$T.$L($L, $L)",
                ClassName.get(RuntimePackages.GENERATED, "Rows"),
                numbers.plural(),
                pack.arrays(),
                pack.width());
        return block(rows.toString(), pack, parameter);
    }

    /** Element (i, j) is {@code storage[first + j][offset + i]} if transposed, else {@code storage[first + i][offset + j]}. */
    CodeBlock block(String storage, int first, int offset, int rows, int columns, boolean transposed) {
        return CodeBlock.of(
                "new $T($L, $L, $L, $L, $L, $L)", numbers.block(), storage, first, offset, rows, columns, transposed);
    }

    /** {@code return List.of(...)}, an element a line. */
    static CodeBlock listOf(List<CodeBlock> elements) {
        if (elements.isEmpty()) {
            return CodeBlock.of("return $T.of();\n", List.class);
        }
        return CodeBlock.of("return $T.of(\n$>$>$L$<$<);\n", List.class, CodeBlock.join(elements, ",\n"));
    }

    static com.palantir.javapoet.TypeName list() {
        return com.palantir.javapoet.ParameterizedTypeName.get(ClassName.get(List.class), TENSOR);
    }
}
