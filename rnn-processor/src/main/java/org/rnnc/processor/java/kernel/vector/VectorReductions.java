// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.vector;

import com.palantir.javapoet.CodeBlock;
import org.rnnc.processor.java.kernel.Scratch;
import org.rnnc.processor.java.kernel.VectorLibrary;

/**
 * Sums over a row. The partial sums that the numeric contract has are lanes of one vector, or of two or four: each vector is
 * a chain through the row.
 */
public final class VectorReductions {
    private static final int SUMS = Scratch.PARTIAL_SUMS;

    private final VectorLibrary library;

    public VectorReductions(VectorLibrary library) {
        this.library = library;
    }

    /** The partial sums of {@code count} elements of a, a multiple of their number, in the array {@code lanes}. */
    public CodeBlock ofElements(int count) {
        return chains(
                count,
                CodeBlock.of("$L", library.read("a", "aFirst + lane")),
                CodeBlock.of("$L.add($L)", library.read("a", "aFirst + j"), VectorLibrary.exact(CodeBlock.of("sum"))));
    }

    /** The same of products with elements of b. */
    public CodeBlock ofProducts(int count) {
        return chains(
                count,
                CodeBlock.of("$L.mul($L)", library.read("a", "aFirst + lane"), library.read("b", "bFirst + lane")),
                VectorPass.add(library.read("a", "aFirst + j"), library.read("b", "bFirst + j"), "sum"));
    }

    private CodeBlock chains(int count, CodeBlock begun, CodeBlock continued) {
        return CodeBlock.builder()
                .beginControlFlow("for (int lane = 0; lane < $L; lane += $L)", SUMS, VectorLibrary.LANES)
                .addStatement("$T sum = $L", library.vector(), begun)
                .beginControlFlow("for (int j = $1L + lane; j < $2L; j += $1L)", SUMS, count)
                .addStatement("sum = $L", continued)
                .endControlFlow()
                .add(VectorPass.store(CodeBlock.of("sum"), "lanes", "lane"))
                .endControlFlow()
                .build();
    }
}
