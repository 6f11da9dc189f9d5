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
 * @param rows the field with the weights
 */
public record PanelCopy(String name, Pack pack, String rows, int first, int width) {
    FieldSpec field(ScalarType numbers) {
        return FieldSpec.builder(numbers.rows(), name, Modifier.PRIVATE, Modifier.FINAL)
                .addJavadoc("{@code $L} in the order in which the engine's products read it.\n", rows)
                .initializer("$L.panels($L, $L)", KernelLibrary.CONSTANT, rows, width)
                .build();
    }

    /** The statement that brings it up to date. */
    CodeBlock fill() {
        return CodeBlock.of("$L.fill($L, $L, $L, $L);\n", KernelLibrary.CONSTANT, name, rows, first, width);
    }
}
