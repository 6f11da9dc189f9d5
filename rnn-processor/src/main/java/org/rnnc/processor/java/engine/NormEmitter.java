// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.processor.java.MethodSplitter;
import org.rnnc.processor.java.StackedTensors;
import org.rnnc.processor.java.expression.Expression;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.Scratch;
import org.rnnc.processor.java.kernel.WeightOrder;
import org.rnnc.processor.java.kernel.row.ReductionEmitter;
import org.rnnc.processor.schedule.Plan;

/** Norms of gradients, which clipping needs: of all together, or of each tensor by itself. */
public final class NormEmitter {
    /** The method that works out what each tensor's gradient is multiplied by. */
    static final String OF_TENSORS = "clipTensors";

    private final Plan plan;
    private final ReductionEmitter reductions;
    private final OptimizerEmitter gradients;
    private final WeightOrder order;
    private Scratch scratch = Scratch.NONE;

    NormEmitter(EmissionContext context, WeightOrder order, OptimizerEmitter gradients) {
        this.plan = context.plan();
        this.reductions = new ReductionEmitter(context);
        this.gradients = gradients;
        this.order = order;
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
        type.addField(FieldSpec.builder(TypeName.DOUBLE, SharedNumbers.NORM, Modifier.PRIVATE)
                .addJavadoc(
                        "$L$L.\n",
                        gradients.shared().clipsTensors()
                                ? "The sum of the squares of all gradients at the last update"
                                : "The 2-norm of all gradients together at the last update",
                        seesAll(plan) ? "; no finite number if a gradient is none" : ", held within their limit")
                .build());
        if (seesAll(plan)) {
            type.addMethod(MethodSpec.methodBuilder("areGradientsFinite")
                    .returns(TypeName.BOOLEAN)
                    .addStatement("return $T.isFinite($L)", Double.class, SharedNumbers.NORM)
                    .build());
        }
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
        scratch = scratch.or(Scratch.OF_REDUCTION);
        if (gradients.gradientOf(gradient) instanceof GradientRef.OfMatrix matrix) {
            int length = matrix.numbers().pack().length(matrix.owner());
            // Zeros would add nothing, so that vectors of a sparse gradient may be left out.
            KernelCall sum = order.eachVector(
                    matrix.numbers(), matrix.owner(), "row", (row, first) -> squares(length, first, row));
            scratch = scratch.or(sum.scratch());
            return sum.code();
        }
        RowsRef rows = ((GradientRef.OfVector) gradients.gradientOf(gradient)).rows();
        return squares(((Shape.Vector) parameter.shape()).size(), rows.offset(), rows.row());
    }

    /** What adding up the squares has asked for. */
    Scratch scratch() {
        return scratch;
    }

    /** The sum of squares of a row, of elements that are held within their limit where they have one. */
    private CodeBlock squares(int length, int first, Expression row) {
        double limit = plan.model().training().limitBeforeNorm();
        return limit == Double.POSITIVE_INFINITY
                ? CodeBlock.of(
                        "squares += $1L($2L, $3L, $2L, $3L, $4L);\n",
                        KernelLibrary.called(reductions.dotMethod(length)),
                        row,
                        first,
                        Scratch.LANES)
                : CodeBlock.of(
                        "squares += $L($L, $L, $L);\n",
                        KernelLibrary.called(reductions.squaresMethod(length, limit)),
                        row,
                        first,
                        Scratch.LANES);
    }
}
