// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.CodeBlock;

/**
 * The statements that do a piece of work: they call methods of the library.
 *
 * @param scratch what the work needs besides its operands; who does two pieces at a time needs it twice
 */
public record KernelCall(CodeBlock code, Scratch scratch) {
    /** Work that needs nothing but its operands. */
    public static KernelCall of(CodeBlock code) {
        return new KernelCall(code, Scratch.NONE);
    }

    /** This, then that. */
    public KernelCall then(CodeBlock next) {
        return new KernelCall(code.toBuilder().add(next).build(), scratch);
    }

    /** This, then that. */
    public KernelCall then(KernelCall next) {
        return new KernelCall(code.toBuilder().add(next.code).build(), scratch.or(next.scratch));
    }
}
