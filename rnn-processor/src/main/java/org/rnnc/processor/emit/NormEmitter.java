// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.model.Training;
import org.rnnc.processor.plan.Plan;

/** The norm of all gradients together, which clipping by norm needs. */
final class NormEmitter {
    private final Plan plan;
    private final Numbers numbers;
    private final KernelLibrary library;
    private final OptimizerEmitter gradients;

    NormEmitter(Plan plan, Numbers numbers, KernelLibrary library, OptimizerEmitter gradients) {
        this.plan = plan;
        this.numbers = numbers;
        this.library = library;
        this.gradients = gradients;
    }

    boolean isNeeded() {
        return plan.model()
                .training()
                .clip()
                .map(clip -> clip.kind() == Training.Clip.Kind.NORM)
                .orElse(false);
    }

    /** Squares are added up in the model's own precision within an array, and in double across arrays. */
    void addTo(TypeSpec.Builder type) {
        List<CodeBlock> sums = new ArrayList<>();
        for (Parameter parameter : plan.model().graph().parameters()) {
            Node gradient = plan.parameterGradients().get(parameter.index());
            if (gradient != null) {
                sums.add(squares(parameter, gradient));
            }
        }
        MethodSpec.Builder method = MethodSpec.methodBuilder("gradientNorm")
                .addModifiers(Modifier.PRIVATE)
                .addJavadoc("The 2-norm of the gradients of all parameters together.\n")
                .returns(TypeName.DOUBLE)
                .addStatement("double squares = 0");
        List<List<CodeBlock>> parts = Parts.split(sums);
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
        Locator.Location place = gradients.gradientOf(gradient);
        boolean byColumn = plan.gradientOwner().containsKey(gradient)
                && plan.packOf(plan.gradientOwner().get(gradient)).byColumn();
        int length = length(parameter.shape(), byColumn);
        Args.Ref at = new Args.Ref("", place.offset());
        String dot = KernelLibrary.called(new SingleEmitter(library, numbers).dotMethod(length, at, at));
        if (place.first().isEmpty()) {
            return CodeBlock.of("squares += $L($L, $L, lanes);\n", dot, place.source(), place.source());
        }
        return CodeBlock.builder()
                .beginControlFlow("for ($T row : $L)", numbers.row(), place.source())
                .addStatement("squares += $L(row, row, lanes)", dot)
                .endControlFlow()
                .build();
    }

    private static int length(Shape shape, boolean byColumn) {
        if (shape instanceof Shape.Matrix matrix) {
            return byColumn ? matrix.rows() : matrix.columns();
        }
        return ((Shape.Vector) shape).size();
    }
}
