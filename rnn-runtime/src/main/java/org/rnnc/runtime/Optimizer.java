// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An optimizer of a model given by attributes: {@code @Optimizer(kind = OptimizerKind.ADAM, rate = 1e-3)}. An option
 * that is not given has the rule's own default; one that the rule does not have is an error.
 */
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Optimizer {
    /**
     * The rule.
     *
     * @return which one
     */
    OptimizerKind kind();

    /**
     * The learning rate. All rules but {@link OptimizerKind#ADADELTA} need it.
     *
     * @return more than 0
     */
    double rate() default Double.NaN;

    /**
     * The share of the last step that is taken again, of {@link OptimizerKind#MOMENTUM} and {@link
     * OptimizerKind#NESTEROV}.
     *
     * @return from 0 to below 1; 0.9 if not given
     */
    double momentum() default Double.NaN;

    /**
     * The decay of the mean of squares, of {@link OptimizerKind#ADADELTA}.
     *
     * @return from 0 to below 1; 0.9 if not given
     */
    double rho() default Double.NaN;

    /**
     * The decay of the mean of squares, of {@link OptimizerKind#RMSPROP}.
     *
     * @return from 0 to below 1; 0.99 if not given
     */
    double alpha() default Double.NaN;

    /**
     * Whether {@link OptimizerKind#RMSPROP} divides by the variance in place of the mean of squares.
     *
     * @return whether to subtract the squared mean
     */
    boolean centered() default false;

    /**
     * The decay of the mean of gradients, of Adam and its kin.
     *
     * @return from 0 to below 1; 0.9 if not given
     */
    double beta1() default Double.NaN;

    /**
     * The decay of the mean of squares, of Adam and its kin.
     *
     * @return from 0 to below 1; 0.999 if not given, of {@link OptimizerKind#LION} 0.99
     */
    double beta2() default Double.NaN;

    /**
     * What is added to a divisor.
     *
     * @return from 0
     */
    double epsilon() default Double.NaN;

    /**
     * The decay of the parameters: of {@link OptimizerKind#ADAMW} and {@link OptimizerKind#LION} by itself, else as an
     * L2 penalty.
     *
     * @return from 0; 0 if not given, of {@link OptimizerKind#ADAMW} 0.01
     */
    double weightDecay() default Double.NaN;

    /**
     * The layers or parameters it is for, such as {@code "words"} or {@code "head.b"}.
     *
     * @return their names; none for all parameters that no other optimizer is for
     */
    String[] forLayers() default {};
}
