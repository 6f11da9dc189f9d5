// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.vector;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.kernel.VectorLibrary;

/**
 * The elementary functions of {@code FloatMath}, operation by operation, so that each lane has its bits. They are written
 * out where they are used: a method that takes and returns a vector would make it an object.
 */
final class VectorFunctions {
    private static final ClassName NUMBERS = ClassName.get(RuntimePackages.MATH, "FloatCoefficients");

    private final VectorText text;

    VectorFunctions(VectorText text) {
        this.text = text;
    }

    /** By a quotient of polynomials, through the half of the argument. */
    String tanh(String name, String x) {
        String y = text.floats("bounded", "$1L.min($2T.TANH_BOUND).max(-$2T.TANH_BOUND)", x, NUMBERS);
        String u = text.floats("square", "$1L.mul($1L)", y);
        String p = text.floats("p", "$1L.fma($2T.TANH_P2, $2T.TANH_P1)", u, NUMBERS);
        p = horner(p, u, "TANH_P0");
        String q = text.floats("q", "$1L.fma($2T.TANH_Q3, $2T.TANH_Q2)", u, NUMBERS);
        q = horner(q, u, "TANH_Q1");
        q = text.floats("q", "$L.lanewise($T.FMA, $L, 1f)", q, VectorText.OPERATORS, u);
        String h = text.floats("half", "$1L.neg().fma($2L.mul($3L).div($4L), $1L)", y, u, p, q);
        return text.floats(name, "$1L.div($1L.mul(0.25f).lanewise($2T.FMA, $1L, 1f))", h, VectorText.OPERATORS);
    }

    /** e^x, with its power of two in two factors, since one alone may be out of range. */
    String exp(String name, String x) {
        String y = text.floats("bounded", "$1L.min($2T.EXP_HIGHEST).max($2T.EXP_LOWEST)", x, NUMBERS);
        Power power = power(y, "ROUNDER");
        String k = text.ints("k", "$L.sub($T.ROUNDER_BITS)", bits(power.exponent()), NUMBERS);
        String half = text.ints("halfOfK", "$L.lanewise($T.ASHR, 1)", k, VectorText.OPERATORS);
        String first = text.floats(
                "scaled", "$1L.mul($2L)", power.fraction(), withExponent(k + ".sub(" + half + ").add(127)"));
        return text.floats(name, "$1L.mul($2L)", first, withExponent(half + ".add(127)"));
    }

    /** e^x of an x that is not above 0: the power of two comes ready out of the rounding, but for a constant. */
    private String decay(String name, String x) {
        String y = text.floats("bounded", "$1L.max($2T.EXP_LOWEST)", x, NUMBERS);
        Power power = power(y, "DECAY_ROUNDER");
        return text.floats(
                name,
                "$1L.mul($2L).mul($3T.DECAY_SCALE)",
                power.fraction(),
                withExponent(bits(power.exponent())),
                NUMBERS);
    }

    /** e^x without its power of two, and the number in whose low bits that is. */
    private record Power(String fraction, String exponent) {}

    private Power power(String y, String rounder) {
        String exponent = text.floats("exponent", "$1L.fma($2T.LOG2_E, $2T.$3L)", y, NUMBERS, rounder);
        String n = text.floats("n", "$L.sub($T.$L)", exponent, NUMBERS, rounder);
        String reduced = text.floats(
                "reduced", "$1L.lanewise($2T.FMA, -$3T.LN2_HIGH, $4L)", n, VectorText.OPERATORS, NUMBERS, y);
        String r =
                text.floats("r", "$1L.lanewise($2T.FMA, -$3T.LN2_LOW, $4L)", n, VectorText.OPERATORS, NUMBERS, reduced);
        String p = text.floats("p", "$1L.fma($2T.EXP_5, $2T.EXP_4)", r, NUMBERS);
        for (String coefficient : new String[] {"EXP_3", "EXP_2", "EXP_1", "EXP_0"}) {
            p = horner(p, r, coefficient);
        }
        return new Power(text.floats("fraction", "$1L.mul($1L).fma($2L, $1L).add(1f)", r, p), exponent);
    }

    /** The bits of floats as ints. Species are named, since C2 does not always find out which one {@code reinterpretAsInts} would come to. */
    static CodeBlock bits(String floats) {
        return CodeBlock.of(
                "(($T) $L.convertShape($T.REINTERPRET_F2I, $L, 0))",
                VectorText.INTS,
                floats,
                VectorText.OPERATORS,
                VectorLibrary.BITS);
    }

    /** Powers of two from ints that are their exponents, with the bias of a float. */
    static CodeBlock withExponent(Object bits) {
        return CodeBlock.of(
                "$1L.lanewise($2T.LSHL, 23).convertShape($2T.REINTERPRET_I2F, $3L, 0)",
                bits,
                VectorText.OPERATORS,
                VectorLibrary.SPECIES);
    }

    /** By e^-|x|, which is the numerator where x is negative. */
    String sigmoid(String name, String x) {
        String e = decay("power", text.floats("minus", "$L.abs().neg()", x));
        String one = text.broadcast("one", CodeBlock.of("1f"));
        String numerator =
                text.floats("numerator", "$1L.blend($2L, $3L.compare($4T.GE, 0f))", e, one, x, VectorText.OPERATORS);
        return text.floats(name, "$L.div($L.add(1f))", numerator, e);
    }

    private String horner(String p, String x, String coefficient) {
        return text.floats("p", "$L.lanewise($T.FMA, $L, $T.$L)", p, VectorText.OPERATORS, x, NUMBERS, coefficient);
    }
}
