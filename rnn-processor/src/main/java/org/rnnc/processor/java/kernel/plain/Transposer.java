// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.plain;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.List;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Element;
import org.rnnc.processor.java.expression.FieldRef;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.PackRef;

/** Brings a pack's copy in the other order up to date. */
final class Transposer {
    /** How many columns a transposition reads at a time. */
    private static final int COLUMNS = 4;

    private final KernelLibrary library;
    private final ScalarType numbers;

    Transposer(EmissionContext context) {
        this.library = context.library();
        this.numbers = context.numbers();
    }

    /** Copies the matrix in the place of {@code parameter}. */
    CodeBlock call(PackRef factors, FieldRef transposed, Parameter parameter) {
        return CodeBlock.of(
                "$L($L, $L, $L, $L);\n",
                KernelLibrary.called(transpose((Shape.Matrix) parameter.shape())),
                transposed,
                factors.layout().transposedOffsetOf(parameter),
                factors.field(),
                factors.layout().offsetOf(parameter));
    }

    private String transpose(Shape.Matrix shape) {
        int together = shape.columns() / COLUMNS * COLUMNS;
        CodeBlock.Builder body = CodeBlock.builder();
        if (together > 0) {
            body.add(transpose(0, together, COLUMNS, shape.rows()));
        }
        if (together < shape.columns()) {
            body.add(transpose(together, shape.columns(), 1, shape.rows()));
        }
        List<ParameterSpec> parameters = List.of(
                KernelLibrary.parameter(numbers.rows(), "rows"),
                KernelLibrary.parameter(TypeName.INT, "firstRow"),
                KernelLibrary.parameter(numbers.rows(), "columns"),
                KernelLibrary.parameter(TypeName.INT, "offset"));
        return library.method(
                "transpose" + shape.rows() + "x" + shape.columns(),
                Comments.javadoc("rows = columns', both from the given places on"),
                TypeName.VOID,
                parameters,
                body.build());
    }

    /** Some columns at a time: what is written to one row then lies side by side. */
    private CodeBlock transpose(int first, int end, int together, int rows) {
        CodeBlock.Builder loop = CodeBlock.builder()
                .beginControlFlow("for (int column = $L; column < $L; column += $L)", first, end, together);
        CodeBlock.Builder writes = CodeBlock.builder();
        for (int i = 0; i < together; i++) {
            Index column = Index.of("column").plus(i);
            loop.addStatement("$T from$L = $L", numbers.row(), i, Element.of("columns", column));
            writes.addStatement("to[$L] = from$L[offset + row]", column, i);
        }
        return loop.beginControlFlow("for (int row = 0; row < $L; row++)", rows)
                .addStatement("$T to = rows[firstRow + row]", numbers.row())
                .add(writes.build())
                .endControlFlow()
                .endControlFlow()
                .build();
    }
}
