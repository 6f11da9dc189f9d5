// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.row;

import com.palantir.javapoet.CodeBlock;
import java.util.Optional;
import org.rnnc.processor.java.ScalarType;

/**
 * A Java expression of numbers.
 *
 * @param binds how closely its outermost operator binds its operands
 * @param length roughly how long it is
 * @param opposite what it is the negative of, if there is a minus sign before it
 */
record Formula(CodeBlock code, Binds binds, int length, Optional<Formula> opposite) {
    /** From the loosest to the closest. */
    enum Binds {
        CONDITIONAL,
        SUM,
        PRODUCT,
        SIGN,
        CALL
    }

    Formula(CodeBlock code, Binds binds, int length) {
        this(code, binds, length, Optional.empty());
    }

    /** A variable or an element of an array. */
    static Formula of(String text) {
        return new Formula(CodeBlock.of("$L", text), Binds.CALL, text.length());
    }

    /** A number that is known. */
    static Formula literal(ScalarType numbers, double value) {
        boolean negative = Double.isFinite(value) && Math.copySign(1, value) < 0;
        return negative ? of(numbers.literal(-value)).negated() : of(numbers.literal(value));
    }

    /** Two operands and the operator between them; to the right of it stands only what binds closer. */
    static Formula of(Formula left, String operator, Formula right, Binds binds) {
        CodeBlock code = CodeBlock.of("$L $L $L", left.within(binds), operator, right.beyond(binds));
        return new Formula(code, binds, left.length + right.length + operator.length() + 2);
    }

    /** No sign stands beside another: {@code a - -b} is written {@code a + b}. */
    static Formula sum(Formula left, Formula right) {
        return right.opposite
                .map(minus -> of(left, "-", minus, Binds.SUM))
                .orElseGet(() -> of(left, "+", right, Binds.SUM));
    }

    static Formula difference(Formula left, Formula right) {
        return right.opposite
                .map(minus -> of(left, "+", minus, Binds.SUM))
                .orElseGet(() -> of(left, "-", right, Binds.SUM));
    }

    /** A call of a static method. */
    static Formula call(CodeBlock method, Formula... arguments) {
        CodeBlock.Builder code = CodeBlock.builder().add("$L(", method);
        int length = 16;
        for (int i = 0; i < arguments.length; i++) {
            code.add(i == 0 ? "$L" : ", $L", arguments[i].code);
            length += arguments[i].length + 2;
        }
        return new Formula(code.add(")").build(), Binds.CALL, length);
    }

    Formula negated() {
        return opposite.orElseGet(
                () -> new Formula(CodeBlock.of("-$L", beyond(Binds.SIGN)), Binds.SIGN, length + 1, Optional.of(this)));
    }

    Formula cast(Object type) {
        return new Formula(CodeBlock.of("($T) $L", type, within(Binds.SIGN)), Binds.SIGN, length + 8);
    }

    CodeBlock within(Binds outer) {
        return binds.compareTo(outer) < 0 ? CodeBlock.of("($L)", code) : code;
    }

    private CodeBlock beyond(Binds outer) {
        return binds.compareTo(outer) <= 0 ? CodeBlock.of("($L)", code) : code;
    }
}
