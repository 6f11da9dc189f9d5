// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks the compiler for a recurrent network: {@code interface CharRnnSpec} becomes the class {@code CharRnn} beside it,
 * {@code Outer.Spec} becomes {@code Outer_Spec}. It is public if the annotated type and the types around it are. The model is given in one of three ways, which all mean the same:
 *
 * <ul>
 *   <li>in a {@link #file} of its own;
 *   <li>as {@link #text};
 *   <li>where one input flows through one layer after another, by the attributes {@link #input}, {@link #layers}, {@link
 *       #output}, {@link #loss} and {@link #train}. Several inputs or outputs, and layers that are left out or come
 *       together again, are for text.
 * </ul>
 *
 * <p>The class is written by {@code org.rnnc:rnn-processor}, an annotation processor, while javac compiles. If it is not
 * found, the processor did not run: it has to be on the processor path (Maven: {@code annotationProcessorPaths}, Gradle:
 * {@code annotationProcessor}, javac: {@code -processorpath}), and from JDK 23 on the class path will not do.
 *
 * <p>A model without a comment of its own is documented by that of the annotated type.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface RnnModel {
    /**
     * The file holding the model, for example {@code "CharRnn.rnn"}. Each of its models becomes a class, unless {@link
     * #name} chooses one.
     *
     * @return a path relative to the annotated source's folder or a source root
     */
    String file() default "";

    /**
     * The model itself: its body without {@code model { }}, own cells first.
     *
     * @return the text
     */
    String text() default "";

    /**
     * The simple name of the class to generate; with {@link #file}, the model to generate it from.
     *
     * @return a Java identifier; empty for the annotated type's name without {@code Spec}
     */
    String name() default "";

    /**
     * Files with cells that {@link #text} or {@link #layers} use, for example {@code "Cells.rnn"}.
     *
     * @return paths as of {@link #file}
     */
    String[] cells() default {};

    /**
     * What the model takes at each step.
     *
     * @return the input
     */
    Input input() default @Input;

    /**
     * What the input flows through, in this order.
     *
     * @return at least one
     */
    Layer[] layers() default {};

    /**
     * The function at the end of the flow.
     *
     * @return often {@link Activation#SOFTMAX}; {@link Activation#IDENTITY} for none
     */
    Activation output() default Activation.IDENTITY;

    /**
     * The output's name, which is that of arguments in the generated class.
     *
     * @return a name of the language
     */
    String outputName() default "y";

    /**
     * What training makes small.
     *
     * @return {@link Loss#NONE} for a model that is not trained
     */
    Loss loss() default Loss.NONE;

    /**
     * What the sum of the loss over all elements is divided by.
     *
     * @return the divisor
     */
    Reduction reduction() default Reduction.MEAN;

    /**
     * Where the squares of {@link Loss#HUBER} give way to lines.
     *
     * @return more than 0
     */
    double delta() default 1;

    /**
     * The number type the model computes in.
     *
     * @return {@code double} is what gradient checks use
     */
    Precision precision() default Precision.FLOAT;

    /**
     * How the model is trained.
     *
     * @return the window, the optimizer and so on
     */
    Train train() default @Train;
}
