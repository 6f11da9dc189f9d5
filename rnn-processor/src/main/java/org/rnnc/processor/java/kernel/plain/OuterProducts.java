// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.plain;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Element;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.RowSweep;

/**
 * Sums of outer products over rows: array k of a gradient gets the adjoints d, each times element k of its row x. A few
 * rows at a time are added to all arrays of a block, which stays in the second-level cache; so each row of adjoints, of
 * which there may be thousands, is read once for a block and not once for an array.
 */
final class OuterProducts {
    /** Of a block of arrays: half of a second-level cache of 512 kB, which is about the smallest there is. */
    private static final int BLOCK_BYTES = 256 * 1024;

    private final KernelLibrary library;
    private final CombineEmitter combine;
    private final ScalarType numbers;

    OuterProducts(EmissionContext context, CombineEmitter combine) {
        this.library = context.library();
        this.combine = combine;
        this.numbers = context.numbers();
    }

    /**
     * A method (rows, gradient, d, x, arrays) for some adjoints.
     *
     * @param arrays of the gradient, one for each element of a row x
     * @param factor where these elements are
     * @param rows how many there mostly are; 0 if that is not known
     */
    String method(ContiguousAdjoints adjoint, int arrays, RowsRef factor, RowSweep sweep, int rows) {
        List<ParameterSpec> parameters = List.of(
                KernelLibrary.parameter(TypeName.INT, "rows"),
                KernelLibrary.parameter(numbers.rows(), "gradient"),
                KernelLibrary.parameter(numbers.rows(), "d"),
                KernelLibrary.parameter(numbers.rows(), "x"),
                KernelLibrary.parameter(TypeName.INT, "arrays"));
        CodeBlock equation = Comments.javadoc("gradient[k] = " + (adjoint.continues() ? "gradient[k] + " : "")
                + "the sum of d * x[k] over all rows, " + sweep);
        Sum sum = new Sum(adjoint, arrays, factor, sweep, CombineEmitter.rowsOfPair(rows, adjoint.width()));
        int block = Math.max(2, BLOCK_BYTES / (numbers.bytes() * adjoint.width())) / 2 * 2;
        CodeBlock body = arrays <= block
                ? sweep(sum, "0, arrays")
                : CodeBlock.builder()
                        .beginControlFlow("for (int first = 0; first < arrays; first += $L)", block)
                        .addStatement("int end = $T.min(first + $L, arrays)", Math.class, block)
                        .add(sweep(sum, "first, end"))
                        .endControlFlow()
                        .build();
        return library.method("sumOuter_" + adjoint.width(), equation, TypeName.VOID, parameters, body);
    }

    /** @param range the first of some arrays, and the end of them */
    private CodeBlock sweep(Sum sum, String range) {
        ContiguousAdjoints adjoint = sum.adjoint();
        if (adjoint.continues()) {
            return sum.sweep().passes(sum.rowsOfPass(), pass(sum, "gradient", range));
        }
        int end = adjoint.outOffset() + adjoint.width();
        String zeros = library.zeros(sum.arrays(), end);
        return CodeBlock.builder()
                .beginControlFlow("if (rows < $L)", sum.rowsOfPass())
                .addStatement("$L(gradient, $L, $L, $L)", clear(), range, adjoint.outOffset(), end)
                .endControlFlow()
                .add(sum.sweep()
                        .passes(
                                sum.rowsOfPass(),
                                pass(sum, sum.sweep().isFirst() + " ? " + zeros + " : gradient", range)))
                .build();
    }

    /** @param start what passes over several rows begin with */
    private RowSweep.Pass pass(Sum sum, String start, String range) {
        return (count, row) -> CodeBlock.of(
                "$L(gradient, $L, $L, row, d, x);\n", add(sum, count), count == 1 ? "gradient" : start, range);
    }

    /**
     * What is summed up, over which rows; and how many arrays it is summed up in.
     *
     * @param rowsOfPass that are added at a time
     */
    private record Sum(ContiguousAdjoints adjoint, int arrays, RowsRef factor, RowSweep sweep, int rowsOfPass) {
        CombineEmitter.Interval interval() {
            int offset = adjoint.outOffset();
            return new CombineEmitter.Interval(offset, adjoint.rowOffset(), offset, adjoint.width());
        }

        Element row(Index index) {
            return Element.of("d", adjoint.once() ? Index.ZERO : index);
        }

        CombineEmitter.Operand number(Index array) {
            return index ->
                    Element.of("x", factor.isEach() ? index : Index.ZERO).at(array.plus(factor.offset()));
        }

        /** The chains of some arrays that follow each other, array k the first of them. */
        CombineEmitter.Chains chains(int some, int count) {
            List<Index> all =
                    IntStream.range(0, some).mapToObj(Index.of("k")::plus).toList();
            CombineEmitter.Operands rows = new CombineEmitter.Operands(
                    count, this::row, all.stream().map(this::number).toList());
            return new CombineEmitter.Chains(
                    List.of(rows),
                    interval(),
                    all.stream()
                            .map(array -> new CombineEmitter.Output("gradient[" + array + "]", "start[" + array + "]"))
                            .toList(),
                    false);
        }
    }

    /**
     * A method that adds some rows to the arrays of a range, by two arrays at a time if these are several rows: of a single
     * one little is read.
     */
    private String add(Sum sum, int count) {
        String rows = count == 1 ? "one row" : count + " rows";
        CodeBlock equation =
                Comments.javadoc("gradient[k] = start[k] + the sum of d * x[k] over " + rows + ", " + sum.sweep());
        List<ParameterSpec> parameters = List.of(
                KernelLibrary.parameter(numbers.rows(), "gradient"),
                KernelLibrary.parameter(numbers.rows(), "start"),
                KernelLibrary.parameter(TypeName.INT, "first"),
                KernelLibrary.parameter(TypeName.INT, "end"),
                KernelLibrary.parameter(TypeName.INT, "row"),
                KernelLibrary.parameter(numbers.rows(), "d"),
                KernelLibrary.parameter(numbers.rows(), "x"));
        String name = "addOuter" + count + "_" + sum.adjoint().width();
        return library.method(name, equation, TypeName.VOID, parameters, adding(sum, count));
    }

    private CodeBlock adding(Sum sum, int count) {
        IntFunction<Index> row = sum.sweep()::next;
        CodeBlock single = combine.pass(sum.chains(1, count), row);
        if (count == 1) {
            return CodeBlock.builder()
                    .beginControlFlow("for (int k = first; k < end; k++)")
                    .add(single)
                    .endControlFlow()
                    .build();
        }
        CodeBlock pair = combine.pass(sum.chains(2, count), row);
        CodeBlock.Builder code = CodeBlock.builder();
        if (sum.arrays() % 2 == 0) {
            return code.beginControlFlow("for (int k = first; k < end; k += 2)")
                    .add(pair)
                    .endControlFlow()
                    .build();
        }
        return code.addStatement("int k = first")
                .beginControlFlow("for (; k + 2 <= end; k += 2)")
                .add(pair)
                .endControlFlow()
                .beginControlFlow("if (k < end)")
                .add(single)
                .endControlFlow()
                .build();
    }

    /** A method that sets what few rows are added to: some columns of the arrays of a range. */
    private String clear() {
        CodeBlock body = CodeBlock.builder()
                .beginControlFlow("for (int k = first; k < end; k++)")
                .addStatement("$T.fill(gradient[k], from, to, $L)", java.util.Arrays.class, numbers.literal(0))
                .endControlFlow()
                .build();
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(KernelLibrary.parameter(numbers.rows(), "gradient"));
        Stream.of("first", "end", "from", "to")
                .forEach(name -> parameters.add(KernelLibrary.parameter(TypeName.INT, name)));
        return library.method(
                "clear",
                Comments.javadoc("gradient[k] = 0, from column from up to column to"),
                TypeName.VOID,
                parameters,
                body);
    }
}
