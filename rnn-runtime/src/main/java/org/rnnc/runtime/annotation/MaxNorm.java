// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.annotation;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A limit on the rows of matrices, the weights that come into one unit: {@code @MaxNorm(3)}. */
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface MaxNorm {
    /**
     * The largest 2-norm that a row has after an update.
     *
     * @return more than 0
     */
    double value();

    /**
     * The layers or parameters it is for, such as {@code "encoder"} or {@code "head.W"}.
     *
     * @return their names; none for all matrices
     */
    String[] forLayers() default {};
}
