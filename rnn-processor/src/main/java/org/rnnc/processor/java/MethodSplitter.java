// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes a method that would be too long for HotSpot to compile as several. */
public final class MethodSplitter {
    /** Of bytecode; HotSpot compiles nothing above 8,000, and the estimate is a rough one. */
    private static final int LIMIT = 4_500;

    /** What a word of source costs: most are a field, an argument or a call, of two to four bytes. */
    private static final int BYTES_PER_WORD = 3;

    private static final Pattern WORD = Pattern.compile("[A-Za-z_$0-9]+");
    private static final Pattern COMMENT = Pattern.compile("(?m)^ *//.*$");
    private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
    private static final Pattern PACKAGE = Pattern.compile("\\b(new )?[a-z]+(\\.[a-z]+)+\\.");

    private MethodSplitter() {}

    private static int estimate(CodeBlock code) {
        String text =
                STRING.matcher(COMMENT.matcher(code.toString()).replaceAll("")).replaceAll("text");
        Matcher word = WORD.matcher(PACKAGE.matcher(text).replaceAll(""));
        int words = 0;
        while (word.find()) {
            words++;
        }
        return words * BYTES_PER_WORD;
    }

    /** Statements, in as few pieces as are short enough. */
    public static List<List<CodeBlock>> split(List<CodeBlock> statements) {
        if (statements.size() == 1) {
            // However long it is: to print it for its length takes as long as to write it.
            return List.of(statements);
        }
        List<List<CodeBlock>> parts = new ArrayList<>();
        int size = 0;
        for (CodeBlock statement : statements) {
            int more = estimate(statement);
            if (parts.isEmpty() || size + more > LIMIT) {
                parts.add(new ArrayList<>());
                size = 0;
            }
            parts.get(parts.size() - 1).add(statement);
            size += more;
        }
        return parts;
    }

    /**
     * Adds a method to {@code type}: as it is, or as one that calls its parts.
     *
     * @param method its head; it returns nothing
     * @param locals that the statements use
     */
    public static void addMethod(
            TypeSpec.Builder type, MethodSpec.Builder method, CodeBlock locals, List<CodeBlock> statements) {
        MethodSpec head = method.build();
        List<CodeBlock> calls = calls(type, head.name(), head.parameters(), locals, statements);
        type.addMethod(method.addCode(CodeBlock.join(calls, "")).build());
    }

    /** The statements themselves after their locals; or calls of the methods that got them. */
    public static List<CodeBlock> calls(
            TypeSpec.Builder type,
            String name,
            List<ParameterSpec> parameters,
            CodeBlock locals,
            List<CodeBlock> statements) {
        return callsOf(type, name, parameters, locals, split(statements));
    }

    /** The same of statements that are split already. */
    static List<CodeBlock> callsOf(
            TypeSpec.Builder type,
            String name,
            List<ParameterSpec> parameters,
            CodeBlock locals,
            List<List<CodeBlock>> parts) {
        List<CodeBlock> code = new ArrayList<>();
        if (parts.size() <= 1) {
            code.add(locals);
            parts.forEach(code::addAll);
            return code;
        }
        String arguments = parameters.stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
        for (List<CodeBlock> part : parts) {
            String partName = name + "Part" + (code.size() + 1);
            type.addMethod(MethodSpec.methodBuilder(partName)
                    .addModifiers(Modifier.PRIVATE)
                    .addParameters(parameters)
                    .addCode(locals)
                    .addCode(CodeBlock.join(part, ""))
                    .build());
            code.add(CodeBlock.of("$L($L);\n", partName, arguments));
        }
        return code;
    }

    /**
     * Adds a method that returns a list of {@code elements}.
     *
     * @param locals that the elements use
     */
    public static void addList(
            TypeSpec.Builder type, MethodSpec.Builder method, CodeBlock locals, List<CodeBlock> elements) {
        if (split(elements).size() <= 1) {
            type.addMethod(method.addCode(locals)
                    .addCode(TensorLists.returned(elements))
                    .build());
            return;
        }
        TypeName list = TensorLists.type();
        List<CodeBlock> adds = elements.stream()
                .map(element -> CodeBlock.of("all.add($L);\n", element))
                .toList();
        ParameterSpec all = ParameterSpec.builder(list, "all").build();
        List<CodeBlock> calls = calls(type, method.build().name(), List.of(all), locals, adds);
        type.addMethod(method.addStatement("$T all = new $T<>()", list, ArrayList.class)
                .addCode(CodeBlock.join(calls, ""))
                .addStatement("return $T.copyOf(all)", List.class)
                .build());
    }
}
