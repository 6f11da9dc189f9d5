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
import java.util.function.Function;
import java.util.stream.Stream;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.FieldRef;
import org.rnnc.processor.schedule.pack.Pack;

/**
 * All copies of weights in the order in which products of the vector engine read them. A kernel asks for one as it is
 * written; those of parameters are kept with these, which are written last, all others by the program that makes the
 * weights ({@link ProgramPanels}). In the plain engine a copy is the rows themselves.
 */
public final class PanelFields {
    private static final ClassName TRANSPOSITION = ClassName.get(RuntimePackages.GENERATED, "Transposition");

    /** The method that makes rows of columns. */
    public static final CodeBlock TRANSPOSE = CodeBlock.of("$L.transpose", KernelLibrary.CONSTANT);

    /** Vectors that a wide panel has of each row. */
    public static final int VECTORS = 4;

    private record Part(String rows, int first, int width) {}

    private final FieldNames names;
    private final ScalarType numbers;
    private final Map<Part, PanelCopy> copies = new LinkedHashMap<>();
    private boolean hasCopies;
    private boolean hasTransposed;

    PanelFields(FieldNames names, ScalarType numbers) {
        this.names = names;
        this.numbers = numbers;
    }

    /**
     * The copy of some columns.
     *
     * @param rows of the pack
     */
    public PanelCopy of(Pack pack, FieldRef rows, int first, int width) {
        hasCopies = true;
        return copies.computeIfAbsent(new Part(rows.name(), first, width), part -> {
            String name = names.fresh(rows.name() + "Panels");
            return new PanelCopy(
                    name,
                    pack,
                    rows.name(),
                    CodeBlock.of("$L", rows.name()),
                    width,
                    "{@code " + rows.name() + "} in the order in which the engine's products read it.",
                    CodeBlock.of(
                            "$L.fill($L, $L, $L, $L);\n", KernelLibrary.CONSTANT, name, rows.name(), first, width));
        });
    }

    /**
     * The copy of all rows of a pack of columns, one below the other.
     *
     * @param weights the field with the columns
     * @param count how many rows
     * @param fill the statements that bring it up to date, by the name of its field
     */
    public PanelCopy transposed(Pack pack, FieldRef weights, int count, int width, Function<String, CodeBlock> fill) {
        hasTransposed = true;
        String name = names.transposed(pack);
        return copies.computeIfAbsent(
                new Part(name, 0, width),
                part -> new PanelCopy(
                        name,
                        pack,
                        weights.name(),
                        numbers.makeRows(Count.of(count), width),
                        width,
                        "{@code " + weights.name()
                                + "} row by row, one matrix below the other, for products with their transposes.",
                        fill.apply(name)));
    }

    /** The fields of those that are kept with the parameters. */
    public List<FieldSpec> fields() {
        return ofParameters().map(copy -> copy.field(numbers)).toList();
    }

    /** Statements that bring these up to date. */
    public List<CodeBlock> refresh() {
        return ofParameters().map(PanelCopy::fill).toList();
    }

    private Stream<PanelCopy> ofParameters() {
        return copies.values().stream().filter(copy -> copy.pack().isOfParameters());
    }

    /** How the plain engine has them: products read the rows themselves. */
    public List<MethodSpec> ofPlainKernels() {
        return methods(
                make("Rows as products read them: themselves.", CodeBlock.of("return rows;\n")),
                fill("There is nothing to copy.", CodeBlock.of("")),
                transpose(CodeBlock.of("$T.toRows(panels, firstRow, columns, offset, rows);\n", TRANSPOSITION)));
    }

    /** How the vector engine has them. */
    public List<MethodSpec> ofVectorKernels() {
        ClassName panels = ClassName.get(RuntimePackages.GENERATED, "Panels");
        MethodSpec make = make(
                "Panels for rows of so many columns.",
                CodeBlock.of(
                        "return $T.$L(rows.length, width, $L * $L, $L);\n",
                        panels,
                        numbers.plural(),
                        VECTORS,
                        VectorLibrary.LANES,
                        VectorLibrary.LANES));
        MethodSpec fill = fill(
                "Copies so many columns of all rows.", CodeBlock.of("$T.fill(panels, rows, first, width);\n", panels));
        MethodSpec transpose = transpose(CodeBlock.of(
                "$T.toPanels(panels, firstRow, columns, offset, rows, $L * $L, $L);\n",
                TRANSPOSITION,
                VECTORS,
                VectorLibrary.LANES,
                VectorLibrary.LANES));
        return methods(make, fill, transpose).stream()
                .map(method -> method.toBuilder().addAnnotation(Override.class).build())
                .toList();
    }

    /** Those that are called. */
    private List<MethodSpec> methods(MethodSpec make, MethodSpec fill, MethodSpec transpose) {
        List<MethodSpec> methods = new ArrayList<>();
        if (!copies.isEmpty()) {
            methods.add(make);
        }
        if (hasCopies) {
            methods.add(fill);
        }
        if (hasTransposed) {
            methods.add(transpose);
        }
        return methods;
    }

    private MethodSpec make(String documentation, CodeBlock body) {
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

    private MethodSpec transpose(CodeBlock body) {
        return MethodSpec.methodBuilder("transpose")
                .addJavadoc("So many rows, from one on: what columns have from an offset on.\n")
                .addParameter(numbers.rows(), "panels")
                .addParameter(TypeName.INT, "firstRow")
                .addParameter(numbers.rows(), "columns")
                .addParameter(TypeName.INT, "offset")
                .addParameter(TypeName.INT, "rows")
                .addCode(body)
                .build();
    }
}
