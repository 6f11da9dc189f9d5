// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.vector;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.List;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.kernel.VectorLibrary;

/**
 * A loop over columns j, so many vectors at a time. Passes follow each other: wide ones, narrow ones, and one for the
 * rest; how many of each there are is known when the class has chosen its vectors. For the rest whole vectors are read,
 * since there is room behind the end of rows, and eight lanes are stored. Shorter vectors would be simpler, but C2 goes by the types of
 * vectors that it has seen: with two lengths in one JVM, it would make objects of all of them.
 *
 * @param vectors of each pass
 * @param rest whether it is for the rest
 */
record VectorPass(int vectors, boolean rest) {
    /** Those that a width can have, whatever the length of vectors. */
    static List<VectorPass> of(int width, int wide, ScalarType numbers) {
        List<VectorPass> passes = new ArrayList<>();
        int most = VectorLibrary.mostLanes(numbers);
        if (wide > 1 && width >= wide * VectorLibrary.leastLanes(numbers)) {
            passes.add(new VectorPass(wide, false));
        }
        if (wide == 1 || width % (wide * most) != 0) {
            passes.add(new VectorPass(1, false));
        }
        if (width % most != 0) {
            passes.add(new VectorPass(1, true));
        }
        return passes;
    }

    CodeBlock head(int width) {
        return rest ? CodeBlock.builder().beginControlFlow("if (j < $L)", width).build() : head(vectors, "", width);
    }

    /** @param also what moves on with j */
    static CodeBlock head(int vectors, String also, int width) {
        String lanes = (vectors == 1 ? "" : vectors + " * ") + VectorLibrary.LANES;
        return CodeBlock.builder()
                .beginControlFlow("for (; j + $L <= $L; j += $L$L)", lanes, width, lanes, also)
                .build();
    }

    /** A statement that stores a vector. */
    CodeBlock store(Object vector, String value, String array, String column) {
        return rest
                ? CodeBlock.of(
                        "$1T.fromArray($2L, $3L, $4L).blend($5L, $6L).intoArray($3L, $4L);\n",
                        vector,
                        VectorLibrary.SPECIES,
                        array,
                        column,
                        value,
                        VectorLibrary.REST)
                : CodeBlock.of("$L.intoArray($L, $L);\n", value, array, column);
    }

    /**
     * By this a sum is multiplied before it is stored: which changes nothing but what C2 knows of it. Of a sum that comes
     * out of a loop it knows the class by what it has seen so far alone; where vectors of other lengths were seen too, it
     * would make objects of them.
     */
    static CodeBlock one(Object vector) {
        return CodeBlock.of("$T one = $T.broadcast($L, 1);\n", vector, vector, VectorLibrary.SPECIES);
    }

    /** Column j of vector v. */
    static String column(int offset, int v) {
        return (offset == 0 ? "j" : "j + " + offset) + beyond(v, VectorLibrary.LANES);
    }

    static String beyond(int v, String lanes) {
        return v == 0 ? "" : v == 1 ? " + " + lanes : " + " + v + " * " + lanes;
    }
}
