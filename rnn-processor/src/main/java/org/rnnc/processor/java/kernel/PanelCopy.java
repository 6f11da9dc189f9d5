// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import javax.lang.model.element.Modifier;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.schedule.pack.Pack;

/**
 * Columns of weights in the order in which products of the vector engine read them. Whoever keeps the weights keeps the
 * copy, and fills it when they are others: the parameters' owner after an update, a window once it has masked them.
 *
 * @param name of the field
 * @param pack whose columns these are
 * @param weights the field with the weights
 * @param rows what the plain engine reads: the field, or rows that are made for the copy
 * @param documentation of the field
 * @param fill the statements that bring it up to date
 */
public record PanelCopy(
        String name, Pack pack, String weights, CodeBlock rows, int width, String documentation, CodeBlock fill) {
    FieldSpec field(ScalarType numbers) {
        return FieldSpec.builder(numbers.rows(), name, Modifier.PRIVATE, Modifier.FINAL)
                .addJavadoc("$L\n", documentation)
                .initializer("$L.panels($L, $L)", KernelLibrary.CONSTANT, rows, width)
                .build();
    }
}
