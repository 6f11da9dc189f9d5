// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.plain;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.List;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.expression.FieldRef;
import org.rnnc.processor.java.kernel.PackRef;
import org.rnnc.processor.java.kernel.PanelFields;
import org.rnnc.processor.layout.PackLayout;

/** Brings a pack's copy in the other order up to date. */
final class Transposer {
    private Transposer() {}

    /** Copies matrices into rows. */
    static List<CodeBlock> rows(PackRef factors, FieldRef rows, List<Parameter> matrices) {
        CodeBlock method = CodeBlock.of("$T.toRows", ClassName.get(RuntimePackages.GENERATED, "Transposition"));
        return parts(factors.layout(), matrices).stream()
                .map(part -> part.call(method, rows.toString(), factors.field()))
                .toList();
    }

    /**
     * Copies all matrices into what products read: panels where there are vectors, else rows.
     *
     * @param panels the field
     */
    static CodeBlock panels(PackRef factors, String panels) {
        FieldRef columns = FieldRef.own(factors.field().name());
        return parts(factors.layout(), factors.pack().parameters()).stream()
                .map(part -> part.call(PanelFields.TRANSPOSE, panels, columns))
                .collect(CodeBlock.joining(""));
    }

    private static List<Part> parts(PackLayout layout, List<Parameter> matrices) {
        List<Part> parts = new ArrayList<>();
        for (Parameter parameter : matrices) {
            Part next = part(layout, parameter);
            Part last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
            if (last != null && last.continuedBy(next)) {
                parts.set(parts.size() - 1, last.and(next));
            } else {
                parts.add(next);
            }
        }
        return parts;
    }

    /** Neighbouring rows of the copy: of matrices side by side. */
    private record Part(int firstRow, int offset, int rows) {
        boolean continuedBy(Part next) {
            return next.firstRow == firstRow + rows && next.offset == offset + rows;
        }

        Part and(Part next) {
            return new Part(firstRow, offset, rows + next.rows);
        }

        CodeBlock call(CodeBlock method, String to, FieldRef columns) {
            return CodeBlock.of("$L($L, $L, $L, $L, $L);\n", method, to, firstRow, columns, offset, rows);
        }
    }

    private static Part part(PackLayout layout, Parameter parameter) {
        int rows = ((Shape.Matrix) parameter.shape()).rows();
        return new Part(layout.transposedOffsetOf(parameter), layout.offsetOf(parameter), rows);
    }
}
