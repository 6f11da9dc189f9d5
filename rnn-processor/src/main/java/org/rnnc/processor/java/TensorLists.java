// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import java.util.List;

/** Lists of tensors, as generated methods return them. */
public final class TensorLists {
    public static final ClassName ELEMENT = ClassName.get(RuntimePackages.TENSOR, "Tensor");

    private TensorLists() {}

    /** {@code return List.of(...)}, an element a line. */
    static CodeBlock returned(List<CodeBlock> elements) {
        if (elements.isEmpty()) {
            return CodeBlock.of("return $T.of();\n", List.class);
        }
        return CodeBlock.of("return $T.of(\n$>$>$L$<$<);\n", List.class, CodeBlock.join(elements, ",\n"));
    }

    public static TypeName type() {
        return ParameterizedTypeName.get(ClassName.get(List.class), ELEMENT);
    }
}
