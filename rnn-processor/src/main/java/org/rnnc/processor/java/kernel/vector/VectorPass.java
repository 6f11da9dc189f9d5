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
 * lanes are stored. Shorter vectors would be simpler, but C2 goes by the types of vectors that it has seen: with two
 * lengths in one JVM, it would make objects of all of them.
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

    /** A statement that stores vector v. */
    CodeBlock store(Object vector, int v, String value, String array, String column) {
        return rest && v == vectors - 1
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
