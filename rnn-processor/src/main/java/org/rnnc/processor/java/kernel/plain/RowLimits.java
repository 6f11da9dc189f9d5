// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.plain;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.Arrays;
import java.util.List;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Element;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.PackRef;
import org.rnnc.processor.java.kernel.Scratch;
import org.rnnc.processor.java.kernel.row.ReductionEmitter;

/**
 * Scales rows of matrices down to a norm, where each vector of a pack is an array. The squares of a row are added up in
 * the order of a {@code dot}: where a row lies across the arrays, for all rows side by side.
 */
final class RowLimits {
    private static final CodeBlock LIMITED = Comments.javadoc("row = row * limit / max(limit, norm of row)");

    private static final String SUMS = "rowSquares";

    private final ScalarType numbers;
    private final EmissionContext context;
    private final KernelLibrary library;
    private final ReductionEmitter reductions;

    RowLimits(EmissionContext context) {
        this.numbers = context.numbers();
        this.context = context;
        this.library = context.library();
        this.reductions = new ReductionEmitter(context);
    }

    /** Of a matrix whose rows are the arrays. */
    KernelCall alongArrays(PackRef factors, double limit) {
        int size = factors.pack().length(factors.pack().parameters().get(0));
        CodeBlock code = CodeBlock.builder()
                .beginControlFlow("for ($T row : $L)", numbers.row(), factors.field())
                .addStatement("$L(row, $L)", KernelLibrary.called(alongArray(size, limit)), Scratch.LANES)
                .endControlFlow()
                .build();
        return new KernelCall(code, Scratch.OF_REDUCTION);
    }

    /** Of matrices of which each array has an element of each row. */
    KernelCall acrossArrays(PackRef factors, int rows, int count, double limit) {
        int width = context.padded(count);
        String method = acrossArrays(factors.pack().vectors(), rows, width, limit);
        CodeBlock code = CodeBlock.of("$L($L, $L);\n", KernelLibrary.called(method), factors.field(), SUMS);
        String documentation = "Partial sums of the squares of each row of a matrix.";
        return new KernelCall(code, Scratch.rows(SUMS, new Scratch.Rows(Scratch.PARTIAL_SUMS, width, documentation)));
    }

    /** What brings a norm within the limit; exactly 1 where it is. */
    private CodeBlock factor(double limit, String squares) {
        String cast = numbers == ScalarType.FLOAT ? "(float) " : "";
        String most = numbers.literal(limit);
        return CodeBlock.of("$L / $T.max($L, $L$T.sqrt($L))", most, Math.class, most, cast, Math.class, squares);
    }

    /** A method (row, lanes). */
    private String alongArray(int size, double limit) {
        Args.Ref row = new Args.Ref("row", 0);
        String dot = reductions.dotMethod(size);
        CodeBlock body = CodeBlock.builder()
                .addStatement("$T factor = $L", numbers.type(), factor(limit, dot + "(row, 0, row, 0, lanes)"))
                .beginControlFlow("if (factor < 1)")
                .beginControlFlow("for (int j = 0; j < $L; j++)", size)
                .addStatement("$L *= factor", row.at("j"))
                .endControlFlow()
                .endControlFlow()
                .build();
        List<ParameterSpec> parameters =
                List.of(KernelLibrary.parameter(numbers.row(), "row"), KernelLibrary.parameter(numbers.row(), "lanes"));
        return library.method("limitRow_" + size, LIMITED, TypeName.VOID, parameters, body);
    }

    /** A method (columns, sums) for rows of which each array has one element. */
    private String acrossArrays(int columns, int offset, int width, double limit) {
        Element element = new Args.Ref("from", offset).at("j");
        Element scaled = new Args.Ref("to", offset).at("j");
        String factors = pass("factors", width, "to[j]", factor(limit, "from[j]"));
        CodeBlock body = CodeBlock.builder()
                .add(sums(columns, width, element))
                .addStatement("$L(sums[0], sums[0])", factors)
                .beginControlFlow("for (int k = 0; k < $L; k++)", columns)
                .addStatement(
                        "$L(columns[k], sums[0])",
                        pass("scale", width, scaled.toString(), CodeBlock.of("$L * from[j]", scaled)))
                .endControlFlow()
                .build();
        List<ParameterSpec> parameters = List.of(
                KernelLibrary.parameter(numbers.rows(), "columns"), KernelLibrary.parameter(numbers.rows(), "sums"));
        String name = "limitRows_" + width + "x" + columns;
        return library.method(name, LIMITED, TypeName.VOID, parameters, body);
    }

    /** Sixteen interleaved partial sums of each row, then a tree; the first of them is the whole sum in the end. */
    private CodeBlock sums(int columns, int width, Element element) {
        int lanes = Scratch.PARTIAL_SUMS;
        int first = Math.min(columns, lanes);
        CodeBlock.Builder code = CodeBlock.builder()
                .beginControlFlow("for (int k = 0; k < $L; k++)", first)
                .addStatement(
                        "$L(sums[k], columns[k])",
                        pass("square", width, "to[j]", CodeBlock.of("$L * $L", element, element)))
                .endControlFlow();
        if (first < lanes) {
            code.beginControlFlow("for (int k = $L; k < $L; k++)", first, lanes)
                    .addStatement("$T.fill(sums[k], $L)", Arrays.class, numbers.literal(0))
                    .endControlFlow();
        }
        if (columns > lanes) {
            CodeBlock fused = CodeBlock.of("$T.fma($L, $L, to[j])", Math.class, element, element);
            code.beginControlFlow("for (int k = $L; k < $L; k++)", lanes, columns)
                    .addStatement("$L(sums[k % $L], columns[k])", pass("addSquare", width, "to[j]", fused), lanes)
                    .endControlFlow();
        }
        return code.beginControlFlow("for (int half = $L; half > 0; half /= 2)", lanes / 2)
                .beginControlFlow("for (int k = 0; k < half; k++)")
                .addStatement(
                        "$L(sums[k], sums[k + half])", pass("add", width, "to[j]", CodeBlock.of("to[j] + from[j]")))
                .endControlFlow()
                .endControlFlow()
                .build();
    }

    /** A method (to, from) that sets each element of a row. */
    private String pass(String name, int width, String target, CodeBlock value) {
        CodeBlock body = CodeBlock.builder()
                .beginControlFlow("for (int j = 0; j < $L; j++)", width)
                .addStatement("$L = $L", target, value)
                .endControlFlow()
                .build();
        List<ParameterSpec> parameters =
                List.of(KernelLibrary.parameter(numbers.row(), "to"), KernelLibrary.parameter(numbers.row(), "from"));
        return library.method(
                name + "_" + width,
                Comments.javadoc(target + " = " + value.toString().replace("java.lang.", "")),
                TypeName.VOID,
                parameters,
                body);
    }
}
