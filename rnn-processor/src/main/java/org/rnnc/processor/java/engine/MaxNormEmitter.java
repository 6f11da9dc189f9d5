// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Element;
import org.rnnc.processor.java.expression.FieldRef;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.ReductionEmitter;
import org.rnnc.processor.layout.Padding;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.pack.Pack;

/**
 * Scales rows of matrices down to a norm, after an update. The squares of a row are added up in the order of a {@code
 * dot} in either layout: where a row lies across the arrays, for all rows side by side.
 */
final class MaxNormEmitter {
    private static final String SUMS = "rowSquares";

    private final Plan plan;
    private final FieldNames names;
    private final ScalarType numbers;
    private final KernelLibrary library;
    private final ReductionEmitter reductions;

    MaxNormEmitter(EmissionContext context) {
        this.plan = context.plan();
        this.names = context.names();
        this.numbers = context.numbers();
        this.library = context.library();
        this.reductions = new ReductionEmitter(context);
    }

    /** Matrices of one limit that lie side by side; {@code rows} of them all, padding between them included. */
    private record Stretch(Pack pack, int offset, int rows, double limit) {
        int end() {
            return offset + Padding.of(rows);
        }
    }

    private List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        for (Pack pack : plan.packs().all()) {
            for (Parameter parameter : pack.parameters()) {
                Double limit = plan.model().training().parameters().maxNorms().get(parameter.index());
                // What the loss does not depend on is not updated, and stays as it is.
                if (limit != null && plan.gradients().parameters().containsKey(parameter)) {
                    int rows = ((Shape.Matrix) parameter.shape()).rows();
                    add(new Stretch(pack, names.layout(pack).offsetOf(parameter), rows, limit), stretches);
                }
            }
        }
        return stretches;
    }

    private static void add(Stretch next, List<Stretch> stretches) {
        Stretch last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
        if (last != null && last.pack() == next.pack() && last.limit() == next.limit() && last.end() == next.offset()) {
            int rows = next.offset() - last.offset() + next.rows();
            stretches.set(stretches.size() - 1, new Stretch(last.pack(), last.offset(), rows, last.limit()));
        } else {
            stretches.add(next);
        }
    }

    /** Whether sums along an array are needed. */
    boolean needsLanes() {
        return stretches().stream().anyMatch(stretch -> !stretch.pack().byColumn());
    }

    /** Adds the workspace. */
    void addTo(TypeSpec.Builder type) {
        int width = stretches().stream()
                .filter(stretch -> stretch.pack().byColumn())
                .mapToInt(stretch -> Padding.of(stretch.rows()))
                .max()
                .orElse(0);
        if (width > 0) {
            type.addField(FieldSpec.builder(numbers.rows(), SUMS, Modifier.PRIVATE, Modifier.FINAL)
                    .addJavadoc("Partial sums of the squares of each row of a matrix.\n")
                    .initializer(
                            "$T.$L($L, $L)",
                            ClassName.get(RuntimePackages.GENERATED, "Rows"),
                            numbers.plural(),
                            ReductionEmitter.LANES,
                            width)
                    .build());
        }
    }

    /** A statement for all that lies side by side. */
    List<CodeBlock> emit() {
        List<CodeBlock> code = new ArrayList<>();
        for (Stretch stretch : stretches()) {
            Pack pack = stretch.pack();
            FieldRef weights = new FieldRef("weights", names.of(pack));
            if (pack.byColumn()) {
                String method = KernelLibrary.called(acrossArrays(stretch));
                code.add(CodeBlock.of("$L($L, $L);\n", method, weights, SUMS));
            } else {
                int size = ((Shape.Matrix) pack.parameters().get(0).shape()).columns();
                String method = KernelLibrary.called(alongArray(size, stretch.limit()));
                code.add(CodeBlock.builder()
                        .beginControlFlow("for ($T row : $L)", numbers.row(), weights)
                        .addStatement("$L(row, lanes)", method)
                        .endControlFlow()
                        .build());
            }
        }
        return code;
    }

    /** What brings a norm within the limit; exactly 1 where it is. */
    private CodeBlock factor(double limit, String squares) {
        String cast = numbers == ScalarType.FLOAT ? "(float) " : "";
        String most = numbers.literal(limit);
        return CodeBlock.of("$L / $T.max($L, $L$T.sqrt($L))", most, Math.class, most, cast, Math.class, squares);
    }

    /** A method (row, lanes). */
    private String alongArray(int size, double limit) {
        Args.Ref row = new Args.Ref("row", 0);
        String dot = reductions.dotMethod(size, row, row);
        CodeBlock body = CodeBlock.builder()
                .addStatement("$T factor = $L", numbers.type(), factor(limit, dot + "(row, row, lanes)"))
                .beginControlFlow("if (factor < 1)")
                .beginControlFlow("for (int j = 0; j < $L; j++)", size)
                .addStatement("$L *= factor", row.at("j"))
                .endControlFlow()
                .endControlFlow()
                .build();
        List<ParameterSpec> parameters = List.of(
                ParameterSpec.builder(numbers.row(), "row").build(),
                ParameterSpec.builder(numbers.row(), "lanes").build());
        return library.method("limitRow_" + size, CodeBlock.of(""), TypeName.VOID, parameters, body);
    }

    /** A method (columns, sums) for rows of which each array has one element. */
    private String acrossArrays(Stretch stretch) {
        int width = Padding.of(stretch.rows());
        int columns = stretch.pack().vectors();
        Element element = new Args.Ref("from", stretch.offset()).at("j");
        Element scaled = new Args.Ref("to", stretch.offset()).at("j");
        String factors = pass("factors", width, "to[j]", factor(stretch.limit(), "from[j]"));
        CodeBlock body = CodeBlock.builder()
                .add(sums(columns, width, element))
                .addStatement("$L(sums[0], sums[0])", factors)
                .beginControlFlow("for (int k = 0; k < $L; k++)", columns)
                .addStatement(
                        "$L(columns[k], sums[0])",
                        pass("scale", width, scaled.toString(), CodeBlock.of("$L * from[j]", scaled)))
                .endControlFlow()
                .build();
        List<ParameterSpec> parameters = List.of(
                ParameterSpec.builder(numbers.rows(), "columns").build(),
                ParameterSpec.builder(numbers.rows(), "sums").build());
        String name = "limitRows_" + width + "x" + columns;
        return library.method(name, CodeBlock.of(""), TypeName.VOID, parameters, body);
    }

    /** Sixteen interleaved partial sums of each row, then a tree; the first of them is the whole sum in the end. */
    private CodeBlock sums(int columns, int width, Element element) {
        int lanes = ReductionEmitter.LANES;
        int first = Math.min(columns, lanes);
        CodeBlock.Builder code = CodeBlock.builder()
                .beginControlFlow("for (int k = 0; k < $L; k++)", first)
                .addStatement(
                        "$L(sums[k], columns[k])",
                        pass("square", width, "to[j]", CodeBlock.of("$L * $L", element, element)))
                .endControlFlow();
        if (first < lanes) {
            code.beginControlFlow("for (int k = $L; k < $L; k++)", first, lanes)
                    .addStatement("$T.fill(sums[k], $L)", java.util.Arrays.class, numbers.literal(0))
                    .endControlFlow();
        }
        if (columns > lanes) {
            CodeBlock fused = CodeBlock.of("$T.fma($L, $L, to[j])", Math.class, element, element);
            code.beginControlFlow("for (int k = $L; k < $L; k++)", lanes, columns)
                    .addStatement("$L(sums[k % $L], columns[k])", pass("addSquare", width, "to[j]", fused), lanes)
                    .endControlFlow();
        }
        return code.beginControlFlow("for (int half = $L; half > 0; half /= 2)", lanes / 2)
                .beginControlFlow("for (int k = 0; k < half; k++)")
                .addStatement(
                        "$L(sums[k], sums[k + half])", pass("add", width, "to[j]", CodeBlock.of("to[j] + from[j]")))
                .endControlFlow()
                .endControlFlow()
                .build();
    }

    /** A method (to, from) that sets each element of a row. */
    private String pass(String name, int width, String target, CodeBlock value) {
        CodeBlock body = CodeBlock.builder()
                .beginControlFlow("for (int j = 0; j < $L; j++)", width)
                .addStatement("$L = $L", target, value)
                .endControlFlow()
                .build();
        List<ParameterSpec> parameters = List.of(
                ParameterSpec.builder(numbers.row(), "to").build(),
                ParameterSpec.builder(numbers.row(), "from").build());
        return library.method(name + "_" + width, CodeBlock.of(""), TypeName.VOID, parameters, body);
    }
}
