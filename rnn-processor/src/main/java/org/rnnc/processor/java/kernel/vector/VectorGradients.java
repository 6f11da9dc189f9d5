// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.vector;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.RowSweep;
import org.rnnc.processor.java.kernel.VectorLibrary;

/**
 * Gradients of matrices: a few vectors of a few arrays in registers, while one goes over the rows. Rows come in blocks
 * that a near cache holds; between two blocks sums wait in the gradient, so that their order stays.
 */
public final class VectorGradients {
    /** Arrays of a tile: with four vectors of each, four of a row and a factor, the registers are full. */
    private static final int ARRAYS = 6;

    /** The same where the last vector is stored in part, which takes more bytecode than C1 likes. */
    private static final int ARRAYS_WITH_REST = 5;

    private static final int VECTORS = 4;

    /** Rows of a block. */
    private static final int BLOCK = 128;

    private final VectorLibrary library;
    private final ScalarType numbers;

    public VectorGradients(VectorLibrary library, ScalarType numbers) {
        this.library = library;
        this.numbers = numbers;
    }

    /**
     * Neighbouring columns of a gradient.
     *
     * @param d the rows, each from an offset on
     * @param offset in each array of the gradient
     * @param continues whether sums go on from what is there
     */
    public record Columns(Args.Ref d, int offset, int width, boolean continues) {}

    /**
     * Overrides a kernel {@code (rows, gradient, ..)}: array k of the gradient is the sum of all d, each times element k of x.
     *
     * @param arrays of the gradient
     */
    public void override(
            String method,
            List<ParameterSpec> parameters,
            String gradient,
            int arrays,
            Args.Ref x,
            List<Columns> columns,
            RowSweep sweep) {
        library.override(method, parameters, () -> {
            CodeBlock.Builder body = CodeBlock.builder();
            columns.stream()
                    .filter(some -> !some.continues)
                    .forEach(some -> body.beginControlFlow("for (int k = 0; k < $L; k++)", arrays)
                            .addStatement(
                                    "$T.fill($L[k], $L, $L, $L)",
                                    Arrays.class,
                                    gradient,
                                    some.offset,
                                    some.offset + some.width,
                                    numbers.literal(0))
                            .endControlFlow());
            body.add(sweep.beginBlocks(BLOCK));
            boolean isFirst = true;
            for (Columns some : columns) {
                body.addStatement(isFirst ? "int j = 0" : "j = 0");
                isFirst = false;
                for (VectorPass pass : VectorPass.tiles(some.width, VECTORS, numbers)) {
                    body.add(pass.head(some.width))
                            .add(arrays(some, gradient, arrays, x, pass, sweep))
                            .endControlFlow();
                }
            }
            return body.endControlFlow().build();
        });
    }

    private CodeBlock arrays(Columns some, String gradient, int arrays, Args.Ref x, VectorPass pass, RowSweep sweep) {
        CodeBlock.Builder body = CodeBlock.builder();
        int most = pass.rest() ? ARRAYS_WITH_REST : ARRAYS;
        int whole = arrays / most * most;
        if (whole > 0) {
            body.beginControlFlow("for (int k = 0; k < $L; k += $L)", whole, most)
                    .add(tile(most, some, gradient, x, pass, sweep, Index.of("k")))
                    .endControlFlow();
        }
        if (whole < arrays) {
            body.add(tile(arrays - whole, some, gradient, x, pass, sweep, Index.of(whole)));
        }
        return body.build();
    }

    private CodeBlock tile(
            int arrays, Columns some, String gradient, Args.Ref x, VectorPass pass, RowSweep sweep, Index k) {
        List<ParameterSpec> parameters = new ArrayList<>();
        List<CodeBlock> passed = new ArrayList<>();
        for (int i = 0; i < arrays; i++) {
            parameters.add(KernelLibrary.parameter(numbers.row(), "sums" + i));
            passed.add(CodeBlock.of("$L[$L]", gradient, k.plus(i)));
        }
        for (String rows : List.of("d", "x")) {
            parameters.add(KernelLibrary.parameter(numbers.rows(), rows));
        }
        for (String number : List.of("first", "end", "k", "j")) {
            parameters.add(KernelLibrary.parameter(TypeName.INT, number));
        }
        passed.add(CodeBlock.of("$L, $L, first, end, $L, j", some.d.array(), x.array(), k));
        String method = library.method(
                "gradient" + arrays + "x" + pass.vectors() + pass.suffix(),
                "adds d times elements of x, from element k on, to " + arrays + " arrays, from column j on",
                parameters,
                tileBody(arrays, some, x, pass, sweep));
        return CodeBlock.of("$L($L);\n", method, CodeBlock.join(passed, ", "));
    }

    private CodeBlock tileBody(int arrays, Columns some, Args.Ref x, VectorPass pass, RowSweep sweep) {
        CodeBlock.Builder body = CodeBlock.builder();
        Object vector = library.vector();
        body.add(pass.columns("to", some.offset));
        if (some.offset != 0 || some.d.offset() != 0) {
            body.add(pass.columns("from", some.d.offset()));
        }
        for (int i = 0; i < arrays; i++) {
            for (int v = 0; v < pass.vectors(); v++) {
                body.addStatement(
                        "$T sum$L_$L = $T.fromArray($L, sums$L, $L)",
                        vector,
                        i,
                        v,
                        vector,
                        VectorLibrary.SPECIES,
                        i,
                        VectorPass.column("to", some.offset, v));
            }
        }
        body.beginControlFlow(sweep.head("row", "first", "end"))
                .addStatement("$T dRow = d[row]", numbers.row())
                .addStatement("$T xRow = x[row]", numbers.row());
        for (int v = 0; v < pass.vectors(); v++) {
            body.addStatement(
                    "$T d$L = $T.fromArray($L, dRow, $L)",
                    vector,
                    v,
                    vector,
                    VectorLibrary.SPECIES,
                    VectorPass.column("from", some.d.offset(), v));
        }
        for (int i = 0; i < arrays; i++) {
            body.addStatement(
                    "$T factor$L = $L",
                    vector,
                    i,
                    library.broadcast(
                            new Args.Ref("xRow", x.offset()).at(Index.of("k").plus(i))));
            for (int v = 0; v < pass.vectors(); v++) {
                String chain = "sum" + i + "_" + v;
                body.addStatement("$L = $L", chain, VectorPass.add("factor" + i, "d" + v, chain));
            }
        }
        body.endControlFlow();
        for (int i = 0; i < arrays; i++) {
            for (int v = 0; v < pass.vectors(); v++) {
                body.add(pass.store(
                        library, v, "sum" + i + "_" + v, "sums" + i, VectorPass.column("to", some.offset, v)));
            }
        }
        return body.build();
    }
}
