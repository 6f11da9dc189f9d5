// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.annotation;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How the matrices of a model given by attributes start: {@code @Start(kind = StartKind.NORMAL, stddev = 0.01)}. */
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Start {
    /**
     * The distribution.
     *
     * @return which one
     */
    StartKind kind();

    /**
     * The value of {@link StartKind#CONSTANT}.
     *
     * @return any number
     */
    double value() default Double.NaN;

    /**
     * The standard deviation of {@link StartKind#NORMAL}.
     *
     * @return more than 0
     */
    double stddev() default Double.NaN;

    /**
     * What {@link StartKind#ORTHOGONAL} and {@link StartKind#IDENTITY} are multiplied by.
     *
     * @return a number; 1 if not given
     */
    double gain() default Double.NaN;

    /**
     * The bound of {@link StartKind#UNIFORM} on both sides of 0.
     *
     * @return more than 0
     */
    double limit() default Double.NaN;

    /**
     * The lower bound of {@link StartKind#UNIFORM}.
     *
     * @return less than {@link #high}
     */
    double low() default Double.NaN;

    /**
     * The upper bound of {@link StartKind#UNIFORM}.
     *
     * @return more than {@link #low}
     */
    double high() default Double.NaN;

    /**
     * The layers or parameters it is for, such as {@code "words"} or {@code "head.b"}; of a layer its matrices.
     *
     * @return their names; none for all matrices that say nothing themselves
     */
    String[] forLayers() default {};
}
