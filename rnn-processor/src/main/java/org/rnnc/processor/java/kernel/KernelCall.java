// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.CodeBlock;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The statements that do a piece of work: they call methods of the library.
 *
 * @param scratch what the work needs besides its operands; who does two pieces at a time needs it twice
 * @param panels copies of weights that it reads, and that have to be filled before
 */
public record KernelCall(CodeBlock code, Scratch scratch, Set<PanelCopy> panels) {
    public KernelCall {
        panels = Collections.unmodifiableSet(new LinkedHashSet<>(panels)); // in the order in which they were asked for
    }

    public KernelCall(CodeBlock code, Scratch scratch) {
        this(code, scratch, Set.of());
    }

    /** Work that needs nothing but its operands. */
    public static KernelCall of(CodeBlock code) {
        return new KernelCall(code, Scratch.NONE);
    }

    /** This, then that. */
    public KernelCall then(CodeBlock next) {
        return new KernelCall(code.toBuilder().add(next).build(), scratch, panels);
    }

    /** This, then that. */
    public KernelCall then(KernelCall next) {
        Set<PanelCopy> both = new LinkedHashSet<>(panels);
        both.addAll(next.panels);
        return new KernelCall(code.toBuilder().add(next.code).build(), scratch.or(next.scratch), both);
    }
}
