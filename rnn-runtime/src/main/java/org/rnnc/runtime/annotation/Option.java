// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.annotation;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter of a cell by its name: {@code @Option(name = "forgetBias", value = 1)} or {@code @Option(name = "gate",
 * function = Activation.HARD_SIGMOID)}.
 */
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Option {
    /**
     * The cell's name for it.
     *
     * @return a name of the language
     */
    String name();

    /**
     * A number or size.
     *
     * @return the value, if it is a number
     */
    double value() default Double.NaN;

    /**
     * A function.
     *
     * @return one, if that is what the value is
     */
    Activation[] function() default {};

    /**
     * Another layer's parameter, for a parameter that is shared with it: {@code @Option(name = "W", parameter =
     * "words.E")}.
     *
     * @return its path, if that is what the value is
     */
    String parameter() default "";
}
