// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.plain;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Element;
import org.rnnc.processor.java.expression.FieldRef;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.PackRef;
import org.rnnc.processor.java.kernel.PanelFields;
import org.rnnc.processor.java.kernel.VectorLibrary;
import org.rnnc.processor.layout.PackLayout;

/** Brings a pack's copy in the other order up to date. */
final class Transposer {
    /** How many columns a transposition reads at a time. */
    private static final int COLUMNS = 4;

    private final EmissionContext context;
    private final KernelLibrary library;
    private final ScalarType numbers;

    Transposer(EmissionContext context) {
        this.context = context;
        this.library = context.library();
        this.numbers = context.numbers();
    }

    /** Copies the matrix in the place of {@code parameter}, into rows. */
    CodeBlock call(PackRef factors, FieldRef transposed, Parameter parameter) {
        Part part = part(factors.layout(), parameter);
        return part.call(
                method(context.vectors().isPresent() ? "transposeRows" : "transpose", part),
                transposed.toString(),
                factors.field());
    }

    /**
     * Copies all matrices, into panels where there are vectors: columns become rows of them at once.
     *
     * @param panels the field
     */
    CodeBlock call(PackRef factors, String panels) {
        List<Part> parts = new ArrayList<>();
        for (Parameter parameter : factors.pack().parameters()) {
            Part next = part(factors.layout(), parameter);
            Part last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
            if (last != null && last.continuedBy(next)) {
                parts.set(parts.size() - 1, last.and(next));
            } else {
                parts.add(next);
            }
        }
        CodeBlock.Builder calls = CodeBlock.builder();
        for (Part part : parts) {
            String method = method("transpose", part);
            context.vectors().ifPresent(library -> library.override(method, parameters(), () -> panels(part)));
            calls.add(part.call(method, panels, FieldRef.own(factors.field().name())));
        }
        return calls.build();
    }

    /** Neighbouring rows of the copy: matrices side by side. */
    private record Part(int firstRow, int offset, int rows, int columns) {
        boolean continuedBy(Part next) {
            return next.firstRow == firstRow + rows && next.offset == offset + rows;
        }

        Part and(Part next) {
            return new Part(firstRow, offset, rows + next.rows, columns);
        }

        CodeBlock call(String method, String rows, FieldRef columns) {
            return CodeBlock.of("$L($L, $L, $L, $L);\n", KernelLibrary.called(method), rows, firstRow, columns, offset);
        }
    }

    private static Part part(PackLayout layout, Parameter parameter) {
        Shape.Matrix shape = (Shape.Matrix) parameter.shape();
        return new Part(
                layout.transposedOffsetOf(parameter), layout.offsetOf(parameter), shape.rows(), shape.columns());
    }

    private static CodeBlock panels(Part part) {
        return CodeBlock.of(
                "$T.transpose(rows, firstRow, columns, offset, $L, $L * $L, $L);\n",
                ClassName.get(RuntimePackages.GENERATED, "Panels"),
                part.rows(),
                PanelFields.VECTORS,
                VectorLibrary.LANES,
                VectorLibrary.LANES);
    }

    private List<ParameterSpec> parameters() {
        return List.of(
                KernelLibrary.parameter(numbers.rows(), "rows"),
                KernelLibrary.parameter(TypeName.INT, "firstRow"),
                KernelLibrary.parameter(numbers.rows(), "columns"),
                KernelLibrary.parameter(TypeName.INT, "offset"));
    }

    private String method(String name, Part shape) {
        int together = shape.columns() / COLUMNS * COLUMNS;
        CodeBlock.Builder body = CodeBlock.builder();
        if (together > 0) {
            body.add(transpose(0, together, COLUMNS, shape.rows()));
        }
        if (together < shape.columns()) {
            body.add(transpose(together, shape.columns(), 1, shape.rows()));
        }
        return library.method(
                name + shape.rows() + "x" + shape.columns(),
                Comments.javadoc("rows = columns', both from the given places on"),
                TypeName.VOID,
                parameters(),
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
