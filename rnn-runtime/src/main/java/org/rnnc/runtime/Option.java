// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime;

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
     * @return the value, if it is no function
     */
    double value() default Double.NaN;

    /**
     * A function.
     *
     * @return one, if the value is no number
     */
    Activation[] function() default {};
}
