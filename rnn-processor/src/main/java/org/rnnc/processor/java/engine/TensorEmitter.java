// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import java.util.List;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.processor.java.BlockView;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.TensorLists;

/** Views that show stored rows as the plain tensors users know. */
public final class TensorEmitter {

    private final ScalarType numbers;

    public TensorEmitter(ScalarType numbers) {
        this.numbers = numbers;
    }

    /** {@code Tensor.of("rnn.weight_ih", new int[] {100, 65}, afterWrite, new FloatBlock(...))}: no list of blocks, whose type javac would infer slowly. */
    public CodeBlock tensor(String name, List<Integer> shape, String afterWrite, List<? extends BlockView> blocks) {
        List<CodeBlock> sizes =
                shape.stream().map(size -> CodeBlock.of("$L", size)).toList();
        return CodeBlock.of(
                "$T.of($S, new int[] {$L}, $L, $L)",
                TensorLists.ELEMENT,
                name,
                CodeBlock.join(sizes, ", "),
                afterWrite,
                BlockView.arguments(numbers, blocks));
    }

    /** Zeros that nothing is behind. */
    BlockView zeros(Shape shape) {
        Shape.Matrix matrix =
                shape instanceof Shape.Matrix two ? two : new Shape.Matrix(((Shape.Vector) shape).size(), 1);
        return type -> CodeBlock.of(
                "new $T($T.$L, $L, $L)",
                ClassName.get(RuntimePackages.GENERATED, "ZeroBlock"),
                ClassName.get(RuntimePackages.ANNOTATION, "Precision"),
                type.name(),
                matrix.rows(),
                matrix.columns());
    }

    /** Element (i, j) is {@code storage[first + j][offset + i]} if transposed, else {@code storage[first + i][offset + j]}. */
    public BlockView block(Object storage, int first, int offset, int rows, int columns, boolean transposed) {
        return new BlockView.Stored(CodeBlock.of("$L", storage), first, offset, rows, columns, transposed);
    }
}
