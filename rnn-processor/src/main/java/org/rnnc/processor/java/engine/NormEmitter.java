// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.processor.java.MethodSplitter;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.StackedTensors;
import org.rnnc.processor.java.expression.Expression;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.expression.Variable;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.ReductionEmitter;
import org.rnnc.processor.java.kernel.TouchedRows;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.pack.Pack;

/** Norms of gradients, which clipping needs: of all together, or of each tensor by itself. */
public final class NormEmitter {
    /** The method that works out what each tensor's gradient is multiplied by. */
    static final String OF_TENSORS = "clipTensors";

    private final Plan plan;
    private final ScalarType numbers;
    private final ReductionEmitter reductions;
    private final OptimizerEmitter gradients;
    private final TouchedRows touched;

    NormEmitter(EmissionContext context, OptimizerEmitter gradients) {
        this.plan = context.plan();
        this.numbers = context.numbers();
        this.reductions = new ReductionEmitter(context);
        this.gradients = gradients;
        this.touched = new TouchedRows(context);
    }

    static boolean isNeeded(Plan plan) {
        return plan.model().training().normClip().isPresent();
    }

    /** Whether the norm is of the gradients as they are: where elements are held within a limit, infinite ones are finite. */
    public static boolean seesAll(Plan plan) {
        return isNeeded(plan) && plan.model().training().limitBeforeNorm() == Double.POSITIVE_INFINITY;
    }

    /** Squares are added up in the model's own precision within an array, and in double across arrays. */
    void addTo(TypeSpec.Builder type) {
        type.addField(FieldSpec.builder(TypeName.DOUBLE, SharedNumbers.NORM)
                .addJavadoc(
                        "$L$L.\n",
                        gradients.shared().clipsTensors()
                                ? "The sum of the squares of all gradients at the last update"
                                : "The 2-norm of all gradients together at the last update",
                        seesAll(plan) ? "; no finite number if a gradient is none" : ", held within their limit")
                .build());
        if (gradients.shared().clipsTensors()) {
            addOfTensors(type);
        } else {
            addOfAll(type);
        }
    }

    private void addOfTensors(TypeSpec.Builder type) {
        List<CodeBlock> statements = new ArrayList<>();
        StackedTensors.byTensor(plan.model().graph()).forEach((tensor, parameters) -> {
            List<CodeBlock> sums = sums(parameters);
            if (!sums.isEmpty()) {
                CodeBlock norm = CodeBlock.of("$T.sqrt(squares)", Math.class);
                SharedNumbers shared = gradients.shared();
                statements.add(CodeBlock.builder()
                        .add("// $L\n", tensor)
                        .addStatement("squares = 0")
                        .add(CodeBlock.join(sums, ""))
                        .add(shared.set(shared.ofTensor(tensor), shared.factor(norm)))
                        .addStatement("$L += squares", SharedNumbers.NORM)
                        .build());
            }
        });
        MethodSpec.Builder method = MethodSpec.methodBuilder(OF_TENSORS)
                .addModifiers(Modifier.PRIVATE)
                .addJavadoc("Works out what the gradient of each tensor is multiplied by, so that its 2-norm is within"
                        + " its limit.\n");
        MethodSplitter.addMethod(type, method, CodeBlock.of("double squares;\n"), statements);
    }

    private List<CodeBlock> sums(List<Parameter> parameters) {
        List<CodeBlock> sums = new ArrayList<>();
        for (Parameter parameter : parameters) {
            Node gradient = plan.gradients().parameters().get(parameter);
            if (gradient != null) {
                sums.add(squares(parameter, gradient));
            }
        }
        return sums;
    }

    private void addOfAll(TypeSpec.Builder type) {
        List<CodeBlock> sums = sums(plan.model().graph().parameters());
        MethodSpec.Builder method = MethodSpec.methodBuilder("gradientNorm")
                .addModifiers(Modifier.PRIVATE)
                .addJavadoc("The 2-norm of the gradients of all parameters together.\n")
                .returns(TypeName.DOUBLE)
                .addStatement("double squares = 0");
        List<List<CodeBlock>> parts = MethodSplitter.split(sums);
        if (parts.size() <= 1) {
            method.addCode(CodeBlock.join(sums, ""));
        } else {
            for (int i = 0; i < parts.size(); i++) {
                String name = "squaresPart" + (i + 1);
                type.addMethod(part(name, parts.get(i)));
                method.addStatement("squares = $L(squares)", name);
            }
        }
        type.addMethod(
                method.addStatement("return $T.sqrt(squares)", Math.class).build());
    }

    /** A part of a long sum, which goes on from where the last one ended. */
    private static MethodSpec part(String name, List<CodeBlock> sums) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE)
                .returns(TypeName.DOUBLE)
                .addParameter(TypeName.DOUBLE, "before")
                .addStatement("double squares = before")
                .addCode(CodeBlock.join(sums, ""))
                .addStatement("return squares")
                .build();
    }

    private CodeBlock squares(Parameter parameter, Node gradient) {
        RowsRef place = gradients.gradientOf(gradient);
        Optional<Pack> pack = plan.packs().ownerOf(gradient).map(plan.packs()::of);
        int length = length(parameter.shape(), pack.map(Pack::byColumn).orElse(false));
        Args.Ref at = new Args.Ref("", place.offset());
        if (!place.isEach()) {
            return CodeBlock.of("squares += $L;\n", squares(length, at, place.row()));
        }
        if (pack.map(touched::has).orElse(false)) {
            // Zeros would add nothing, and what is left is added in the same order.
            return CodeBlock.builder()
                    .beginControlFlow(TouchedRows.each("row", touched.of(pack.get())))
                    .addStatement("squares += $L", squares(length, at, place.row(Index.of("row"))))
                    .endControlFlow()
                    .build();
        }
        return CodeBlock.builder()
                .beginControlFlow("for ($T row : $L)", numbers.row(), place.field())
                .addStatement("squares += $L", squares(length, at, new Variable("row")))
                .endControlFlow()
                .build();
    }

    /** The sum of squares of a row, of elements that are held within their limit where they have one. */
    private CodeBlock squares(int length, Args.Ref at, Expression row) {
        double limit = plan.model().training().limitBeforeNorm();
        if (limit == Double.POSITIVE_INFINITY) {
            return CodeBlock.of(
                    "$1L($2L, $2L, lanes)", KernelLibrary.called(reductions.dotMethod(length, at, at)), row);
        }
        return CodeBlock.of("$L($L, lanes)", KernelLibrary.called(reductions.squaresMethod(length, at, limit)), row);
    }

    private static int length(Shape shape, boolean byColumn) {
        if (shape instanceof Shape.Matrix matrix) {
            return byColumn ? matrix.rows() : matrix.columns();
        }
        return ((Shape.Vector) shape).size();
    }
}
