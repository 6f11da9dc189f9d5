// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.TypeName;
import org.rnnc.processor.java.expression.Element;
import org.rnnc.processor.java.expression.Expression;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.expression.Variable;

/**
 * An argument of a row kernel: what the kernel calls it, and what its caller passes.
 *
 * @param type of one row (an array), or of a value that is the same for all rows
 * @param passed rows, or a value that is the same for all
 * @param before whether it is what stands in a row before the kernel, which may write to it by another argument
 */
public record Arg(String name, TypeName type, Expression passed, boolean before) {
    Arg(String name, TypeName type, Expression passed) {
        this(name, type, passed, false);
    }

    public boolean hasRows() {
        return passed instanceof RowsRef rows && rows.isEach();
    }

    /** The index of the first row, where there are rows. */
    public Index first() {
        return ((RowsRef) passed).first();
    }

    /** What a method gets that goes over the rows. */
    public Expression all() {
        return passed instanceof RowsRef rows ? rows.rows() : passed;
    }

    /** The type of that. */
    public TypeName typeOfAll() {
        return hasRows() ? ArrayTypeName.of(type) : type;
    }

    /** What such a method passes on for the row {@code index}. */
    public Expression of(Index index) {
        return hasRows() ? Element.of(name, index) : new Variable(name);
    }
}
