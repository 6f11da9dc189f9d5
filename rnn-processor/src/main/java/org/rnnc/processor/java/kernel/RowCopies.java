// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.ScalarType;

/**
 * How the numbers of a row get from one array to another. {@code System.arraycopy} is a call of some 5 ns where C2 does not
 * write it out, which it does up to 8 floats. A step of 16 units makes four of them in 140 ns, besides those within its
 * products; so where there are vectors, and a row is a few of them, a copy is a kernel.
 */
public final class RowCopies {
    /** More than these take longer than the call. */
    private static final int MOST_VECTORS = 8;

    private final EmissionContext context;

    public RowCopies(EmissionContext context) {
        this.context = context;
    }

    /** A statement that copies {@code count} numbers, outside of the kernels. */
    public CodeBlock of(Object from, Object fromFirst, Object to, Object toFirst, int count) {
        if (count == 1) {
            return CodeBlock.of("$L[$L] = $L[$L];\n", to, toFirst, from, fromFirst);
        }
        return isKernel(count)
                ? call(KernelLibrary.called(kernel(count)), from, fromFirst, to, toFirst)
                : arraycopy(from, fromFirst, to, toFirst, count);
    }

    /** The same within a kernel of the vector engine. */
    public CodeBlock within(Object from, Object fromFirst, Object to, Object toFirst, int count) {
        return isKernel(count)
                ? call(kernel(count), from, fromFirst, to, toFirst)
                : arraycopy(from, fromFirst, to, toFirst, count);
    }

    /** Statements that copy data that come step by step to their rows, where that is a kernel for each. */
    public Optional<CodeBlock> fillSteps(Object order, String first, Object rows, int count) {
        return isKernel(count)
                ? Optional.of(eachStep(
                                order,
                                of(CodeBlock.of("data"), data(first, count), CodeBlock.of("$L[row]", rows), 0, count))
                        .endControlFlow()
                        .endControlFlow()
                        .build())
                : Optional.empty();
    }

    /** The way back, from {@code from} on; zeros for steps that a sequence does not have. */
    public Optional<CodeBlock> readSteps(Object order, Object rows, int rowFirst, int count) {
        String target = data("from", count);
        return isKernel(count)
                ? Optional.of(eachStep(
                                order,
                                of(CodeBlock.of("$L[row]", rows), rowFirst, CodeBlock.of("target"), target, count))
                        .nextControlFlow("else")
                        .addStatement("$T.fill(target, $L, $L + $L, 0)", Arrays.class, target, target, count)
                        .endControlFlow()
                        .endControlFlow()
                        .build())
                : Optional.empty();
    }

    private static String data(String first, int count) {
        return (first.equals("0") ? "" : first + " + ") + "i * " + count;
    }

    private static CodeBlock.Builder eachStep(Object order, CodeBlock copy) {
        return CodeBlock.builder()
                .beginControlFlow("for (int i = 0; i < $1L.windowSteps() * $1L.batch(); i++)", order)
                .addStatement("int row = $L.rowOf()[i]", order)
                .beginControlFlow("if (row >= 0)")
                .add(copy);
    }

    private static CodeBlock call(String kernel, Object from, Object fromFirst, Object to, Object toFirst) {
        return CodeBlock.of("$L($L, $L, $L, $L);\n", kernel, from, fromFirst, to, toFirst);
    }

    private static CodeBlock arraycopy(Object from, Object fromFirst, Object to, Object toFirst, int count) {
        return CodeBlock.of("$T.arraycopy($L, $L, $L, $L, $L);\n", System.class, from, fromFirst, to, toFirst, count);
    }

    private boolean isKernel(int count) {
        int lanes = VectorLibrary.mostLanes(context.numbers());
        return context.vectors().isPresent()
                && context.numbers() == ScalarType.FLOAT
                && count % lanes == 0
                && count <= MOST_VECTORS * lanes;
    }

    private String kernel(int count) {
        List<ParameterSpec> parameters = List.of(
                KernelLibrary.parameter(context.numbers().row(), "from"),
                KernelLibrary.parameter(TypeName.INT, "fromFirst"),
                KernelLibrary.parameter(context.numbers().row(), "to"),
                KernelLibrary.parameter(TypeName.INT, "toFirst"));
        String name = context.library()
                .method(
                        "copy_" + count,
                        Comments.javadoc("to = from"),
                        TypeName.VOID,
                        parameters,
                        arraycopy("from", "fromFirst", "to", "toFirst", count));
        VectorLibrary vectors = context.vectors().orElseThrow();
        vectors.override(
                name,
                parameters,
                () -> CodeBlock.builder()
                        .beginControlFlow("for (int j = 0; j < $L; j += $L)", count, VectorLibrary.LANES)
                        .addStatement("$L.intoArray(to, toFirst + j)", vectors.read("from", "fromFirst + j"))
                        .endControlFlow()
                        .build());
        return name;
    }
}
