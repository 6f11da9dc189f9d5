// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.FieldRef;

/**
 * Copies of weights in the order in which products of the vector engine read them. A kernel asks for one as it is written;
 * the weights, which keep them, are written last. In the plain engine a copy is the rows themselves.
 */
public final class PanelFields {
    /** Vectors that a wide panel has of each row. */
    public static final int VECTORS = 4;

    private record Part(String rows, int first, int width) {}

    private final FieldNames names;
    private final ScalarType numbers;
    private final Map<Part, String> fields = new LinkedHashMap<>();

    PanelFields(FieldNames names, ScalarType numbers) {
        this.names = names;
        this.numbers = numbers;
    }

    /**
     * The copy of some columns.
     *
     * @param rows of the weights
     */
    public FieldRef of(FieldRef rows, int first, int width) {
        String name = fields.computeIfAbsent(
                new Part(rows.name(), first, width), part -> names.fresh(rows.name() + "Panels"));
        return new FieldRef(rows.owner(), name);
    }

    public List<FieldSpec> fields() {
        List<FieldSpec> all = new ArrayList<>();
        fields.forEach((part, name) -> all.add(FieldSpec.builder(numbers.rows(), name, Modifier.PRIVATE, Modifier.FINAL)
                .addJavadoc("{@code $L} in the order in which the engine's products read it.\n", part.rows)
                .initializer("$L.panels($L, $L)", KernelLibrary.CONSTANT, part.rows, part.width)
                .build()));
        return all;
    }

    /** How the plain engine has them: products read the rows themselves. */
    public List<MethodSpec> ofPlainKernels() {
        if (fields.isEmpty()) {
            return List.of();
        }
        return List.of(
                copies("Rows as products read them: themselves.", CodeBlock.of("return rows;\n")),
                fill("There is nothing to copy.", CodeBlock.of("")));
    }

    /** How the vector engine has them. */
    public List<MethodSpec> ofVectorKernels() {
        if (fields.isEmpty()) {
            return List.of();
        }
        ClassName panels = ClassName.get(RuntimePackages.GENERATED, "Panels");
        return Stream.of(
                        copies(
                                "Panels for rows of so many columns.",
                                CodeBlock.of(
                                        "return $T.$L(rows.length, width, $L * $L, $L);\n",
                                        panels,
                                        numbers.plural(),
                                        VECTORS,
                                        VectorLibrary.LANES,
                                        VectorLibrary.LANES)),
                        fill(
                                "Copies so many columns of all rows.",
                                CodeBlock.of("$T.fill(panels, rows, first, width);\n", panels)))
                .map(method -> method.toBuilder().addAnnotation(Override.class).build())
                .toList();
    }

    private MethodSpec copies(String documentation, CodeBlock body) {
        return MethodSpec.methodBuilder("panels")
                .addJavadoc("$L\n", documentation)
                .returns(numbers.rows())
                .addParameter(numbers.rows(), "rows")
                .addParameter(TypeName.INT, "width")
                .addCode(body)
                .build();
    }

    private MethodSpec fill(String documentation, CodeBlock body) {
        return MethodSpec.methodBuilder("fill")
                .addJavadoc("$L\n", documentation)
                .addParameter(numbers.rows(), "panels")
                .addParameter(numbers.rows(), "rows")
                .addParameter(TypeName.INT, "first")
                .addParameter(TypeName.INT, "width")
                .addCode(body)
                .build();
    }

    /** Statements that bring them up to date. */
    public List<CodeBlock> refresh() {
        List<CodeBlock> all = new ArrayList<>();
        fields.forEach((part, name) -> all.add(CodeBlock.of(
                "$L.fill($L, $L, $L, $L);\n", KernelLibrary.CONSTANT, name, part.rows, part.first, part.width)));
        return all;
    }
}
