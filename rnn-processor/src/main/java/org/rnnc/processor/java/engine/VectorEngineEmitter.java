// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.VectorLibrary;

/** The kernels of an engine in the Vector API: a class that is loaded only where the running JVM has it. */
final class VectorEngineEmitter {
    private static final ClassName ENGINES = ClassName.get(RuntimePackages.GENERATED, "Engines");

    private VectorEngineEmitter() {}

    static String className(String model) {
        return model + "_Vector";
    }

    /** The kernels that the running JVM is to use. */
    static CodeBlock choice(String model, ClassName plain) {
        return CodeBlock.of("$T.vector() ? new $T() : new $T()", ENGINES, ClassName.get("", className(model)), plain);
    }

    /** Whether longer vectors would be filled in part: by every gate, and every state. */
    private static boolean isSmall(EmissionContext context) {
        List<State> states = context.plan().model().graph().states();
        return context.numbers() == ScalarType.FLOAT
                && !states.isEmpty()
                && states.stream().allMatch(state -> state.size() <= VectorLibrary.SMALL);
    }

    static TypeSpec emit(EmissionContext context) {
        String model = context.plan().model().name();
        VectorLibrary vectors = context.vectors().orElseThrow();
        ClassName plain = ClassName.get("", EngineEmitter.className(model), KernelLibrary.TYPE);
        TypeSpec.Builder type = TypeSpec.classBuilder(className(model))
                .addModifiers(Modifier.FINAL)
                .superclass(plain)
                .addJavadoc(
                        "Kernels of {@link $L} in the Vector API, with the bits of the plain ones that they override:"
                                + " whatever the length of vectors, every sum has the same order.\n",
                        model)
                .addFields(vectors.constants(ENGINES, isSmall(context)))
                .addFields(vectors.fields())
                .addMethod(MethodSpec.methodBuilder("name")
                        .addAnnotation(Override.class)
                        .returns(String.class)
                        .addStatement("return $S", "vector")
                        .build());
        type.addMethods(context.panels().ofVectorKernels());
        Map<String, CodeBlock> equations =
                context.library().methods().stream().collect(Collectors.toMap(MethodSpec::name, MethodSpec::javadoc));
        for (MethodSpec method : vectors.methods()) {
            boolean isOwn = method.modifiers().contains(Modifier.STATIC);
            type.addMethod(
                    isOwn
                            ? method
                            : method.toBuilder()
                                    .addJavadoc(equations.getOrDefault(method.name(), CodeBlock.of("")))
                                    .build());
        }
        return type.build();
    }
}
