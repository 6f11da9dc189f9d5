// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.TypeName;

/**
 * An argument of a row kernel: what the kernel calls it, and what its caller passes.
 *
 * @param type of one row (an array), or of a value that is the same for all rows
 * @param source the caller's expression: rows ({@code h}), or the value itself
 * @param first the caller's expression for the index of the first row; empty for what all rows share
 */
record Arg(String name, TypeName type, String source, String first) {
    static Arg shared(String name, TypeName type, String source) {
        return new Arg(name, type, source, "");
    }

    boolean hasRows() {
        return !first.isEmpty();
    }
}
