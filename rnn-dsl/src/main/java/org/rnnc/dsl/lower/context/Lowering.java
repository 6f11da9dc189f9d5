// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.context;

import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;

/** Lowers expressions: what a environment is given, so that whatever is lowered in it can lower its parts. */
public interface Lowering {
    /**
     * The value of {@code expr}; {@link Value#POISON} after whatever is wrong has been reported.
     *
     * @param context what a matrix would be applied to if {@code expr} were one
     */
    Value lower(Expr expr, MatrixSumHint context);
}
