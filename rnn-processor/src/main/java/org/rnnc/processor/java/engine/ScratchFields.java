// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.UnaryFunction;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.kernel.ReductionEmitter;
import org.rnnc.processor.layout.Padding;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.kernel.Kernel;

/** Rows that single kernels use on the way, named as {@link ReductionEmitter} calls them. */
final class ScratchFields {
    private ScratchFields() {}

    /**
     * Adds what the kernels of {@code program} need.
     *
     * @param lanes whether partial sums are needed besides
     */
    static void addTo(TypeSpec.Builder type, Program program, boolean lanes, ScalarType numbers) {
        int powers = 0;
        int exponents = 0;
        boolean needsLanes = lanes;
        List<Kernel> kernels = Stream.concat(program.forward().stream(), program.backward().stream())
                .flatMap(stage -> stage.kernels().stream())
                .toList();
        for (Kernel kernel : kernels) {
            if (kernel instanceof Kernel.Softmax softmax) {
                int size = Padding.of(softmax.logits().size());
                powers = softmax.probabilities().isPresent() ? powers : Math.max(powers, size);
                exponents = Math.max(exponents, size);
                needsLanes = true;
            }
            for (Node node : kernel.nodes()) {
                boolean isSigmoid = isUnary(node.op(), UnaryFunction.SIGMOID);
                if (isSigmoid) {
                    powers = Math.max(powers, Padding.of(node.size()));
                }
                if (isSigmoid || isUnary(node.op(), UnaryFunction.EXP)) {
                    exponents = Math.max(exponents, Padding.of(node.size()));
                }
                needsLanes |= node.op() instanceof Op.Reduction;
            }
        }
        if (needsLanes) {
            type.addField(FieldSpec.builder(numbers.row(), "lanes", Modifier.PRIVATE, Modifier.FINAL)
                    .addJavadoc("Partial sums of a reduction.\n")
                    .initializer("new $T[$L]", numbers.type(), ReductionEmitter.LANES)
                    .build());
        }
        if (powers > 0) {
            type.addField(row("powers", powers, "Powers of e on the way to something else.\n", numbers));
        }
        if (exponents > 0 && numbers == ScalarType.FLOAT) {
            type.addField(row("exponents", exponents, "The exponents of powers whose fractions are known.\n", numbers));
        }
    }

    private static boolean isUnary(Op op, UnaryFunction function) {
        return op instanceof Op.Unary unary && unary.function() == function;
    }

    private static FieldSpec row(String name, int length, String documentation, ScalarType numbers) {
        return FieldSpec.builder(numbers.row(), name, Modifier.PRIVATE, Modifier.FINAL)
                .addJavadoc(documentation)
                .initializer("new $T[$L]", numbers.type(), length)
                .build();
    }
}
