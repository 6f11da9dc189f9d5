// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Makes the fields of a large workspace in methods of their own, since the initializers are part of its constructor. */
public final class ConstructorSplitter {
    private ConstructorSplitter() {}

    /** A class of the same fields and methods, whose constructor is short. */
    public static TypeSpec split(TypeSpec type) {
        return split(type, List.of());
    }

    /**
     * A class of the same fields and methods, whose constructor is short.
     *
     * @param sizes parameters of the constructor that initializers use
     */
    public static TypeSpec split(TypeSpec type, List<ParameterSpec> sizes) {
        List<CodeBlock> initializers = type.fieldSpecs().stream()
                .filter(field -> !field.initializer().isEmpty())
                .map(field -> CodeBlock.of("$L = $L;\n", field.name(), field.initializer()))
                .toList();
        List<List<CodeBlock>> parts = MethodSplitter.split(initializers);
        boolean isShort = parts.size() <= 1;
        if (isShort && sizes.isEmpty()) {
            return type;
        }
        TypeSpec.Builder split = TypeSpec.classBuilder(type.name())
                .addModifiers(type.modifiers().toArray(Modifier[]::new))
                .addJavadoc(type.javadoc());
        type.fieldSpecs()
                .forEach(field -> split.addField(field.initializer().isEmpty() ? field : declared(field, isShort)));
        CodeBlock calls = CodeBlock.join(MethodSplitter.callsOf(split, "allocate", sizes, CodeBlock.of(""), parts), "");
        List<MethodSpec> constructors =
                type.methodSpecs().stream().filter(MethodSpec::isConstructor).toList();
        split.addMethod(
                constructors.isEmpty()
                        ? MethodSpec.constructorBuilder().addCode(calls).build()
                        : withFirst(constructors.get(0), calls));
        List<MethodSpec> others = new ArrayList<>(type.methodSpecs());
        others.removeAll(constructors);
        return split.addMethods(others).build();
    }

    /** @param stays whether what is final can stay so, since the constructor itself sets it */
    private static FieldSpec declared(FieldSpec field, boolean stays) {
        return FieldSpec.builder(field.type(), field.name())
                .addModifiers(field.modifiers().stream()
                        .filter(modifier -> stays || modifier != Modifier.FINAL)
                        .toArray(Modifier[]::new))
                .addJavadoc(field.javadoc())
                .build();
    }

    private static MethodSpec withFirst(MethodSpec constructor, CodeBlock first) {
        return MethodSpec.constructorBuilder()
                .addModifiers(constructor.modifiers())
                .addParameters(constructor.parameters())
                .addCode(first)
                .addCode(constructor.code())
                .build();
    }
}
