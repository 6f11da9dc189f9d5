// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.row;

import com.palantir.javapoet.CodeBlock;

/**
 * A Java expression of numbers.
 *
 * @param binds how closely its outermost operator binds its operands
 * @param length roughly how long it is
 */
record Formula(CodeBlock code, Binds binds, int length) {
    /** From the loosest to the closest. */
    enum Binds {
        CONDITIONAL,
        SUM,
        PRODUCT,
        SIGN,
        CALL
    }

    /** A variable, an element of an array or a literal. */
    static Formula of(String text) {
        return new Formula(CodeBlock.of("$L", text), text.startsWith("-") ? Binds.SIGN : Binds.CALL, text.length());
    }

    /** Two operands and the operator between them; to the right of it stands only what binds closer. */
    static Formula of(Formula left, String operator, Formula right, Binds binds) {
        CodeBlock code = CodeBlock.of("$L $L $L", left.within(binds), operator, right.beyond(binds));
        return new Formula(code, binds, left.length + right.length + operator.length() + 2);
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

    /** A number may have a sign already. */
    Formula negated() {
        String text = code.toString();
        if (binds == Binds.SIGN && text.startsWith("-")) {
            return new Formula(CodeBlock.of("$L", text.substring(1)), Binds.CALL, length - 1);
        }
        return new Formula(CodeBlock.of("-$L", beyond(Binds.SIGN)), Binds.SIGN, length + 1);
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
