// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.expression;

import java.util.List;
import java.util.stream.Collectors;

/** A Java expression. Its text is what {@code toString} gives. */
public sealed interface Expression permits Variable, FieldRef, Element, Index, Count, RowsRef {
    /** What a call has between its parentheses: one text, since a block of code for each takes long to write. */
    static String arguments(List<Expression> passed) {
        return passed.stream().map(Expression::toString).collect(Collectors.joining(", "));
    }
}
