// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.vector;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.List;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.kernel.VectorLibrary;

/**
 * A part of the columns, so many vectors at a time: a loop over wide tiles, then what they leave, which depends on the
 * length of vectors and so comes once for each. All is known to C2 when the class has chosen its vectors.
 *
 * <p>Where a row ends within a vector, the whole vector is read, since there is room behind the end of rows, and eight
 * lanes are stored.
 *
 * @param vectors of each pass
 * @param rest whether the last of them is stored in part
 * @param lanes for vectors of this length alone; 0 for all
 */
record VectorPass(int vectors, boolean rest, int lanes) {
    /** Wide tiles, and what they leave in one tile. */
    static List<VectorPass> tiles(int width, int wide, ScalarType numbers) {
        List<VectorPass> passes = new ArrayList<>();
        if (width >= wide * VectorLibrary.leastLanes(numbers)) {
            passes.add(new VectorPass(wide, false, 0));
        }
        for (int lanes = VectorLibrary.mostLanes(numbers); lanes >= VectorLibrary.leastLanes(numbers); lanes /= 2) {
            int left = width % (wide * lanes);
            if (left > 0) {
                passes.add(new VectorPass((left + lanes - 1) / lanes, left % lanes != 0, lanes));
            }
        }
        return passes;
    }

    /** One vector after the other. */
    static List<VectorPass> vectors(int width, ScalarType numbers) {
        List<VectorPass> passes = new ArrayList<>(List.of(new VectorPass(1, false, 0)));
        if (width % VectorLibrary.mostLanes(numbers) != 0) {
            passes.add(new VectorPass(1, true, VectorLibrary.mostLanes(numbers)));
        }
        return passes;
    }

    /** Whether it is gone through once and again, else once at most. */
    boolean isLoop() {
        return lanes == 0;
    }

    /** What its methods have behind their name. */
    String suffix() {
        return rest ? "Rest" : "";
    }

    CodeBlock head(int width) {
        return head(width, "");
    }

    /** @param also what moves on with j */
    CodeBlock head(int width, String also) {
        return lanes > 0
                ? CodeBlock.builder()
                        .beginControlFlow("if ($L == $L)", VectorLibrary.LANES, lanes)
                        .build()
                : loop(vectors, width, also);
    }

    private static CodeBlock loop(int vectors, int width, String also) {
        String lanes = (vectors == 1 ? "" : vectors + " * ") + VectorLibrary.LANES;
        return CodeBlock.builder()
                .beginControlFlow("for (; j + $L <= $L; j += $L$L)", lanes, width, lanes, also)
                .build();
    }

    /** A statement that stores vector v, whose class need not be known. */
    CodeBlock store(VectorLibrary library, int v, String value, String array, String column) {
        return rest && v == vectors - 1
                ? store(
                        CodeBlock.of("$L.blend($L, $L)", library.read(array, column), value, VectorLibrary.REST),
                        array,
                        column)
                : store(CodeBlock.of(value), array, column);
    }

    /** The same of all lanes. */
    static CodeBlock store(CodeBlock value, Object array, Object column) {
        return CodeBlock.of("$L.intoArray($L, $L);\n", VectorLibrary.exact(value), array, column);
    }

    /** Column j of vector v. */
    static String column(int offset, int v) {
        return (offset == 0 ? "j" : "j + " + offset) + beyond(v, VectorLibrary.LANES);
    }

    /** Where the vectors of a tile are in some rows, as numbers that are made once. */
    CodeBlock columns(String rows, int offset) {
        CodeBlock.Builder columns = CodeBlock.builder();
        if (offset != 0) {
            columns.addStatement("int $L = $L", rows, column(offset, 0));
        }
        for (int v = 1; v < vectors; v++) {
            String first = column(rows, offset, 0);
            columns.addStatement("int $L = $L$L", column(rows, offset, v), first, beyond(v, VectorLibrary.LANES));
        }
        return columns.build();
    }

    /** What {@link #columns} calls the column of a vector: those without an offset are the same in all rows. */
    static String column(String rows, int offset, int v) {
        return (offset == 0 ? "j" : rows) + (v == 0 ? "" : v);
    }

    /** A chain with another product; it comes from the step before, so that its class is said. */
    static CodeBlock add(Object factor, Object other, String chain) {
        return CodeBlock.of("$L.fma($L, $L)", factor, other, VectorLibrary.exact(CodeBlock.of(chain)));
    }

    static String beyond(int v, String lanes) {
        return v == 0 ? "" : v == 1 ? " + " + lanes : " + " + v + " * " + lanes;
    }
}
