// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks the compiler for a recurrent network. {@code interface CharRnnSpec} becomes the class {@code CharRnn} beside it;
 * give either {@link #file} or {@link #text}.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface RnnModel {
    /**
     * The file holding the model, for example {@code "CharRnn.rnn"}.
     *
     * @return a path relative to the annotated source's folder or a source root; empty when {@link #text} is given
     */
    String file() default "";

    /**
     * The model itself: its body without {@code model { }}, own cells first.
     *
     * @return the text; empty when {@link #file} is given
     */
    String text() default "";

    /**
     * The simple name of the class to generate.
     *
     * @return a Java identifier; empty for the annotated type's name without {@code Spec}
     */
    String name() default "";
}
