// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.annotation;

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
     * The learning rate, of {@link OptimizerKind#RPROP} the first step. All rules but {@link OptimizerKind#ADADELTA} need
     * it.
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
     * Whether {@link #epsilon} is added within the root, in place of to it, of {@link OptimizerKind#ADAGRAD} and {@link
     * OptimizerKind#RMSPROP}.
     *
     * @return whether it stands in the root
     */
    boolean epsilonInside() default false;

    /**
     * How fast the momentum of {@link OptimizerKind#NADAM} rises from half of {@link #beta1} to all of it.
     *
     * @return from 0; 0.004 if not given
     */
    double momentumDecay() default Double.NaN;

    /**
     * What a step of {@link OptimizerKind#RPROP} is multiplied by where the gradient changes its sign.
     *
     * @return from 0 to below 1; 0.5 if not given
     */
    double etaMinus() default Double.NaN;

    /**
     * What a step of {@link OptimizerKind#RPROP} is multiplied by where the gradient keeps its sign.
     *
     * @return more than 1; 1.2 if not given
     */
    double etaPlus() default Double.NaN;

    /**
     * The smallest step of {@link OptimizerKind#RPROP}.
     *
     * @return more than 0; 1e-6 if not given
     */
    double stepMin() default Double.NaN;

    /**
     * The largest step of {@link OptimizerKind#RPROP}.
     *
     * @return at least the smallest; 50 if not given
     */
    double stepMax() default Double.NaN;

    /**
     * The decay of the parameters: of {@link OptimizerKind#ADAMW} and {@link OptimizerKind#LION} by itself, else as an
     * L2 penalty. {@link OptimizerKind#RPROP} has none.
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
