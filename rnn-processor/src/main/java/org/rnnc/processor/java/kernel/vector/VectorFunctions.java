// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.vector;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import java.util.HashMap;
import java.util.Map;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.kernel.VectorLibrary;

/**
 * The elementary functions of {@code FloatMath}, operation by operation, so that each lane has its bits. They are written
 * out where they are used: a method that takes and returns a vector would make it an object. Operands of products and sums
 * are in the order in which fewer vectors need their {@linkplain VectorLibrary#exact class said}.
 */
final class VectorFunctions {
    private static final ClassName NUMBERS = ClassName.get(RuntimePackages.MATH, "FloatCoefficients");

    private final VectorText text;
    private final Map<String, Decay> begun = new HashMap<>();

    VectorFunctions(VectorText text) {
        this.text = text;
    }

    /**
     * By a quotient of polynomials, through the half of the argument. Where that is out of bounds, its result is replaced:
     * nothing has to wait for that, while a minimum and a maximum before it, which look for NaN and -0, are 20 cycles.
     */
    CodeBlock tanh(String x) {
        String y = text.exactOf(x);
        String u = text.exact("square", "$1L.mul($1L)", y);
        String p = text.vector("p", "$L", horner(u, "TANH_P2", "TANH_P1", "TANH_P0"));
        CodeBlock q = horner(u, "TANH_Q3", "TANH_Q2", "TANH_Q1");
        String whole = text.vector("q", "$L.lanewise($T.FMA, $L, 1f)", u, VectorText.OPERATORS, q);
        CodeBlock quotient = CodeBlock.of("$L.div($L)", text.cast("$L.mul($L)", u, p), whole);
        String h = text.exact("half", "$L.fma($L, $L)", text.cast("$L.neg()", y), quotient, y);
        CodeBlock within = text.cast("$1L.div($1L.lanewise($2T.FMA, $1L.mul(0.25f), 1f))", h, VectorText.OPERATORS);
        CodeBlock notAbove =
                text.cast("$L.blend(1f, $L.compare($T.GT, $T.TANH_BOUND))", within, y, VectorText.OPERATORS, NUMBERS);
        return CodeBlock.of(
                "$L.blend(-1f, $L.compare($T.LT, -$T.TANH_BOUND))", notAbove, y, VectorText.OPERATORS, NUMBERS);
    }

    /** e^x, with its power of two in two factors, since one alone may be out of range. */
    CodeBlock exp(String x) {
        CodeBlock below = text.cast("$L.min($T.EXP_HIGHEST)", text.on(x), NUMBERS);
        String y = text.exact("bounded", "$L.max($T.EXP_LOWEST)", below, NUMBERS);
        String exponent = exponent(y, "ROUNDER");
        String k = text.bits("k", "$L.sub($T.ROUNDER_BITS)", bits(exponent), NUMBERS);
        String half = text.bits("halfOfK", "$L.lanewise($T.ASHR, 1)", k, VectorText.OPERATORS);
        String scale = withExponent(text.castBits("$L.add(127)", text.castBits("$L.sub($L)", k, half)));
        String scale2 = withExponent(text.castBits("$L.add(127)", half));
        CodeBlock scaled = CodeBlock.of("$L.mul($L)", scale, fraction(y, exponent, "ROUNDER"));
        return CodeBlock.of("$L.mul($L)", scale2, scaled);
    }

    /** By e^-|x|, which is the numerator where x is negative. */
    CodeBlock sigmoid(String x) {
        Decay decay = decay(x);
        CodeBlock scaled =
                text.cast("$L.mul($L)", decay.scale(), fraction(decay.argument(), decay.exponent(), "DECAY_ROUNDER"));
        String e = text.vector(
                "power",
                "$L.blend(0f, $L.compare($T.LT, $T.EXP_LOWEST))",
                text.cast("$L.mul($T.DECAY_SCALE)", scaled, NUMBERS),
                decay.argument(),
                VectorText.OPERATORS,
                NUMBERS);
        CodeBlock numerator =
                text.cast("$L.blend($L, $L.compare($T.LT, 0f))", one(), e, text.on(x), VectorText.OPERATORS);
        return CodeBlock.of("$L.div($L.add($L))", numerator, one(), e);
    }

    /**
     * What e^-|x| begins with.
     *
     * @param argument -|x|
     * @param exponent the number in whose low bits the power of two is
     * @param scale the power of two, which comes ready out of the rounding, but for a constant
     */
    private record Decay(String argument, String exponent, String scale) {}

    /**
     * Begins the sigmoid of x, which is written later. Bits are to be taken early in a kernel: where C2 of JDK 17 has made
     * 18,000 nodes it puts off inlining, and if that is amid such a conversion, finds no class for the result.
     */
    void begin(String x) {
        decay(x);
    }

    private Decay decay(String x) {
        Decay known = begun.get(x);
        if (known != null) {
            return known;
        }
        String minus = text.exact("minus", "$L.neg()", text.cast("$L.abs()", text.on(x)));
        String exponent = exponent(minus, "DECAY_ROUNDER");
        Decay decay = new Decay(minus, exponent, withExponent(bits(exponent)));
        begun.put(x, decay);
        return decay;
    }

    private String exponent(String y, String rounder) {
        return text.exact("exponent", "$1L.fma($2T.LOG2_E, $2T.$3L)", y, NUMBERS, rounder);
    }

    /** e^y without its power of two. */
    private CodeBlock fraction(String y, String exponent, String rounder) {
        String n = text.exact("n", "$L.sub($T.$L)", exponent, NUMBERS, rounder);
        String r = text.exact(
                "r",
                "$1L.lanewise($2T.FMA, -$3T.LN2_LOW, $1L.lanewise($2T.FMA, -$3T.LN2_HIGH, $4L))",
                n,
                VectorText.OPERATORS,
                NUMBERS,
                y);
        String p = text.vector("p", "$L", horner(r, "EXP_5", "EXP_4", "EXP_3"));
        for (String coefficient : new String[] {"EXP_2", "EXP_1", "EXP_0"}) {
            p = text.vector("p", "$L.lanewise($T.FMA, $L, $T.$L)", r, VectorText.OPERATORS, p, NUMBERS, coefficient);
        }
        return CodeBlock.of("$L.add($L.fma($L, $L))", one(), text.cast("$1L.mul($1L)", r), p, r);
    }

    private String one() {
        return text.broadcast("one", CodeBlock.of("1f"));
    }

    /** A polynomial of the second degree. */
    private static CodeBlock horner(String x, String second, String first, String constant) {
        return CodeBlock.of(
                "$1L.lanewise($2T.FMA, $1L.fma($3T.$4L, $3T.$5L), $3T.$6L)",
                x,
                VectorText.OPERATORS,
                NUMBERS,
                second,
                first,
                constant);
    }

    /** The bits of floats as ints. Species are named, since C2 does not always find out which one {@code reinterpretAsInts} would come to. */
    private CodeBlock bits(String floats) {
        return text.castBits(
                "$L.convertShape($T.REINTERPRET_F2I, $L, 0)", floats, VectorText.OPERATORS, VectorLibrary.BITS);
    }

    /** Powers of two from ints that are their exponents, with the bias of a float. */
    private String withExponent(CodeBlock bits) {
        CodeBlock shifted = text.castBits("$L.lanewise($T.LSHL, 23)", bits, VectorText.OPERATORS);
        String scale = text.exact(
                "scale",
                "$L.convertShape($T.REINTERPRET_I2F, $L, 0)",
                shifted,
                VectorText.OPERATORS,
                VectorLibrary.SPECIES);
        text.converted();
        return scale;
    }
}
