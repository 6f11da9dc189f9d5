// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.Start;
import org.rnnc.processor.java.RuntimePackages;

/** How a new model's parameters get their first values. */
final class InitializerEmitter {
    private static final ClassName INITIALIZER = ClassName.get(RuntimePackages.RANDOM, "Initializer");

    private static final ClassName STARTS = ClassName.get(RuntimePackages.GENERATED, "Starts");

    private InitializerEmitter() {}

    /** A statement that fills {@code block}; what starts at zero needs none. */
    static CodeBlock start(Parameter parameter, CodeBlock block) {
        Start start = parameter.start();
        if (start.kind() == Start.Kind.ZEROS) {
            return CodeBlock.of("");
        }
        return CodeBlock.of(
                "$T.$L($S, $L, random, $L);\n",
                STARTS,
                parameter.shape() instanceof Shape.Matrix ? "matrix" : "vector",
                parameter.qualifiedName(),
                initializer(start),
                block);
    }

    private static CodeBlock initializer(Start start) {
        return switch (start.kind()) {
            case ZEROS -> CodeBlock.of("$T.zeros()", INITIALIZER);
            case CONSTANT -> CodeBlock.of("$T.constant($L)", INITIALIZER, start.a());
            case NORMAL -> CodeBlock.of("$T.normal($L)", INITIALIZER, start.a());
            case UNIFORM -> CodeBlock.of("$T.uniform($L, $L)", INITIALIZER, start.a(), start.b());
            case XAVIER -> CodeBlock.of("$T.glorotUniform()", INITIALIZER);
            case HE -> CodeBlock.of("$T.heNormal()", INITIALIZER);
            case LECUN -> CodeBlock.of("$T.lecunNormal()", INITIALIZER);
            case ORTHOGONAL -> CodeBlock.of("$T.orthogonal($L)", INITIALIZER, start.a());
            case IDENTITY -> CodeBlock.of("$T.identity($L)", INITIALIZER, start.a());
        };
    }
}
