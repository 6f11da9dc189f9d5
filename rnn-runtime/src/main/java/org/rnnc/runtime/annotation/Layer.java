// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.annotation;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One stage of a model given by attributes: a cell with its size, {@code @Layer(cell = "lstm", units = 128)}, or a
 * function, {@code @Layer(cell = "last")}.
 */
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Layer {
    /**
     * A cell that comes with the language ({@code rnn}, {@code gru}, {@code lstm}, {@code dense}, {@code embedding}
     * and so on), a cell of {@link RnnModel#cells}, or a function such as {@code last}.
     *
     * @return the name
     */
    String cell();

    /**
     * The first argument of the cell, which is its size.
     *
     * @return from 1; not given for what has no size
     */
    int units() default 0;

    /**
     * What the cell calls {@code activation}.
     *
     * @return one function; empty for the cell's own
     */
    Activation[] activation() default {};

    /**
     * What the cell calls {@code bias}.
     *
     * @return whether it adds its biases
     */
    boolean bias() default true;

    /**
     * Whatever else the cell can be told.
     *
     * @return by the names of the cell's parameters
     */
    Option[] options() default {};

    /**
     * The share of elements that {@code dropout} leaves out in training.
     *
     * @return from 0 to below 1
     */
    double rate() default 0;

    /**
     * Whether {@code dropout} leaves out the same elements at all steps of a sequence: {@code per = sequence}.
     *
     * @return whether a sequence has one mask, else one for each step
     */
    boolean perSequence() default false;

    /**
     * Whether a second instance of the cell reads the sequence from its end.
     *
     * @return whether the layer runs both ways
     */
    boolean bidirectional() default false;

    /**
     * Whether the cell reads the sequence from its end to its beginning: {@code reverse(gru(96))}.
     *
     * @return whether the layer runs in reverse alone
     */
    boolean reverse() default false;

    /**
     * The states that start from learned values, not from zero.
     *
     * @return names of states of the cell, such as {@code h} and {@code c} of an {@code lstm}
     */
    String[] learned() default {};

    /**
     * The layer's name, which its parameters start with.
     *
     * @return a name of the language; empty for the cell's name and position
     */
    String as() default "";
}
