// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.vector;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.kernel.VectorLibrary;

/**
 * Fills the type profiles of the methods of the Vector API: runs every operation that kernels are written in before the
 * first kernel runs. C2 compiles those methods by the classes they have seen; one that comes later is a trap, and each
 * trap counts against every kernel into which the method is inlined. From a hundred on, C2 of JDK 17 stops trusting what
 * it has seen, finds no constant types any more, and makes calls and objects of vectors: a step of 16 units took 420 ns
 * in place of 110 where a larger model had been warmed up before it.
 */
public final class ProfileWarmUp {
    private static final String METHOD = "operations";

    private ProfileWarmUp() {}

    /**
     * Adds the method and its call.
     *
     * @param name of the class
     * @param engines of the runtime, which runs it once in a JVM
     */
    public static void add(
            TypeSpec.Builder type, String name, VectorLibrary library, ScalarType numbers, ClassName engines) {
        ClassName vector = library.vector();
        CodeBlock.Builder body = CodeBlock.builder()
                .addStatement("$T numbers = new $T[$L]", numbers.row(), numbers.type(), VectorLibrary.LANES)
                .addStatement("$T x = $T.fromArray($L, numbers, 0)", vector, vector, VectorLibrary.SPECIES)
                .addStatement("$T y = $T.broadcast($L, 1)", vector, vector, VectorLibrary.SPECIES)
                .addStatement(
                        "$1T z = $1T.zero($2L).add(y).sub(x).mul(y).div(y).min(y).max(x).neg().abs().sqrt()",
                        vector,
                        VectorLibrary.SPECIES)
                .addStatement(
                        "z = z.fma(x, y).add(2).mul(2).min(2).max(2).blend(x, y.compare($T.GE, 0))",
                        VectorText.OPERATORS);
        if (numbers == ScalarType.FLOAT) {
            body.addStatement(
                            "z = z.fma(2f, 2f).lanewise($1T.FMA, 2f, x).lanewise($1T.FMA, x, 2f)", VectorText.OPERATORS)
                    .addStatement(
                            "$T bits = $L.add(2).sub(2).lanewise($T.ASHR, 1)",
                            VectorText.INTS,
                            VectorFunctions.bits("z"),
                            VectorText.OPERATORS)
                    .addStatement("z = z.mul($L)", VectorFunctions.withExponent("bits.sub(bits)"));
        }
        type.addStaticBlock(CodeBlock.of(
                        "$T.warmUpProfiles($T.class, $T::$L);\n",
                        engines,
                        numbers.type(),
                        ClassName.get("", name),
                        METHOD))
                .addMethod(MethodSpec.methodBuilder(METHOD)
                        .addJavadoc("What kernels are written in, for C2 to have seen all of it.\n")
                        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                        .addCode(body.addStatement(
                                        "numbers[0] = z.compare($T.NE, y).anyTrue() ? 0 : 1", VectorText.OPERATORS)
                                .addStatement("z.intoArray(numbers, 0)")
                                .build())
                        .build());
    }
}
