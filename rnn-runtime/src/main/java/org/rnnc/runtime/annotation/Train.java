// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.annotation;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a model given by attributes is trained. */
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Train {
    /** For {@link #unroll}: as many steps as the compiler thinks best. */
    int AUTO = 0;

    /** For {@link #unroll}: the whole window. */
    int FULL = -1;

    /** For {@link #backward}: all steps of the window. */
    int ALL = 0;

    /**
     * The steps of one window, through which gradients flow back.
     *
     * @return from 1
     */
    int window() default 25;

    /**
     * How many of a window's last steps gradients come from, and flow back through.
     *
     * @return from 1 to the steps of the window; not given for all of them
     */
    int backward() default ALL;

    /**
     * Whether a window starts from the states the last one ended with, else from zero.
     *
     * @return whether states are carried
     */
    boolean carryState() default false;

    /**
     * The sequences of one window.
     *
     * @return from 1
     */
    int batch() default 1;

    /**
     * The rule of one update; or that of all parameters, and those of some layers.
     *
     * @return with their options; each but one with {@link Optimizer#forLayers}
     */
    Optimizer[] optimizer() default @Optimizer(kind = OptimizerKind.SGD, rate = 0.01);

    /**
     * Layers or parameters that stay as they are, such as {@code "words"} or {@code "encoder.Wx"}.
     *
     * @return their names
     */
    String[] freeze() default {};

    /**
     * The limit on each element of the gradient; where a norm is limited too, that is done after this. The other order is
     * for text: {@code clip norm 5, value 1}.
     *
     * @return more than 0; not given for no limit
     */
    double clipValue() default Double.POSITIVE_INFINITY;

    /**
     * The limit on the norm of the whole gradient.
     *
     * @return more than 0; not given for no limit
     */
    double clipNorm() default Double.POSITIVE_INFINITY;

    /**
     * The limit on the norm of each tensor's gradient by itself.
     *
     * @return more than 0; not given for no limit
     */
    double clipNormPerTensor() default Double.POSITIVE_INFINITY;

    /**
     * Limits on the norm of rows of matrices.
     *
     * @return one for all, or several for some layers
     */
    MaxNorm[] maxNorm() default {};

    /**
     * How the matrices start.
     *
     * @return the distribution of all, and those of some layers
     */
    Start[] start() default @Start(kind = StartKind.XAVIER);

    /**
     * The seed of the parameters a new model starts with.
     *
     * @return the same seed gives the same parameters, on every machine
     */
    long seed() default 0;

    /**
     * The steps written out at a time in the generated code.
     *
     * @return from 1, {@link #AUTO} or {@link #FULL}
     */
    int unroll() default AUTO;

    /**
     * What gets gradients besides the parameters. Those of inputs cost a product.
     *
     * @return one, both or none
     */
    Gradient[] gradients() default {};

    /**
     * The values that training windows keep, with their gradients: see {@link org.rnnc.runtime.model.Trainer#values} and
     * {@link org.rnnc.runtime.model.Trainer#valueGradients}. They cost memory and time; nothing else is kept.
     *
     * @return outputs, and values of layers such as {@code "lstm.c"} or {@code "encoder.forward.h"}
     */
    String[] observe() default {};
}
