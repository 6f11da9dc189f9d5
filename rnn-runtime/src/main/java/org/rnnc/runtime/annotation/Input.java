// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.annotation;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a model given by attributes takes at each step, or for each sequence: {@link #tokens} or {@link #size}, one of them. */
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Input {
    /**
     * The input's name, which is that of arguments in the generated class.
     *
     * @return a name of the language
     */
    String name() default "x";

    /**
     * For an input that is one of several symbols, given as a whole number from 0: how many symbols there are.
     *
     * @return from 1; 0 if {@link #size} is given
     */
    int tokens() default 0;

    /**
     * For an input that is a vector: how many numbers it has.
     *
     * @return from 1; 0 if {@link #tokens} is given
     */
    int size() default 0;

    /**
     * Whether there is one datum for each sequence, and not one for each step; {@code @Layer(cell = "repeat")} shows it at
     * every step.
     *
     * @return false for one at each step
     */
    boolean perSequence() default false;
}
