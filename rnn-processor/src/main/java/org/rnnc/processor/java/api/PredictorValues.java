// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.api;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import java.util.Map;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.java.AxisNames;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.engine.DataMethods;
import org.rnnc.processor.schedule.Plan;

/** What can be asked of a predictor after a run: inner values, by their names. */
record PredictorValues(Plan plan, ScalarType numbers, AxisNames words) {
    MethodSpec read() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("read")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(String.class, "name")
                .addParameter(Object.class, "values")
                .beginControlFlow("switch ($T.named(name))", PredictorData.CHECKS);
        for (Map.Entry<String, Node> value : plan.readable().entrySet()) {
            Domain domain = value.getValue().domain();
            String steps = domain.axis()
                    .map(axis -> "sequences." + words.steps(axis) + "()")
                    .or(() -> domain.pair()
                            .map(pair -> "Math.multiplyExact(sequences." + words.steps(pair.along()) + "(), sequences."
                                    + words.steps(pair.over()) + "())"))
                    .orElse("1");
            method.addStatement(
                    "case $S -> sequences.$L($T.$L($S, values, $L, sequences.batch(), $L), 0)",
                    value.getKey(),
                    DataMethods.read(plan.readable().keySet(), value.getKey()),
                    PredictorData.CHECKS,
                    numbers.plural(),
                    "values of " + value.getKey(),
                    steps,
                    value.getValue().size());
        }
        return method.addStatement("default -> $L", unknown()).endControlFlow().build();
    }

    private CodeBlock unknown() {
        return CodeBlock.of(
                "throw $T.unknown($S, name, $S)",
                PredictorData.CHECKS,
                plan.model().name(),
                String.join(", ", plan.readable().keySet()));
    }
}
