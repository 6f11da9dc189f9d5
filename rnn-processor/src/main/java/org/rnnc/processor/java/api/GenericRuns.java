// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.api;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.rnnc.processor.java.DataParameter;

/** The methods of a predictor that take arrays as objects: for tools, which know no model. */
final class GenericRuns {
    private final PredictorData predictor;

    GenericRuns(PredictorData predictor) {
        this.predictor = predictor;
    }

    MethodSpec generic() {
        List<CodeBlock> arguments = new ArrayList<>();
        MethodSpec.Builder method = MethodSpec.methodBuilder("run")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(TypeName.INT, "steps")
                .addParameter(TypeName.INT, "batch")
                .addParameter(ArrayTypeName.of(TypeName.INT), "lengths")
                .addParameter(ArrayTypeName.of(PredictorData.STATE), "states")
                .addParameter(ArrayTypeName.of(Object.class), "inputs")
                .addParameter(ArrayTypeName.of(Object.class), "outputs")
                .addStatement("$T.sizes(steps, maxSteps, batch, maxBatch)", PredictorData.CHECKS)
                .addStatement("$T.count($S, inputs, $L)", DataParameter.ARGUMENTS, "inputs", predictor.inputs.size())
                .addStatement(
                        "$T.count($S, outputs, $L)", DataParameter.ARGUMENTS, "outputs", predictor.outputs.size());
        addGeneric(arguments, predictor.inputs, "inputs");
        addGeneric(arguments, predictor.outputs, "outputs");
        return method.addStatement("run(steps, batch, lengths, states,$>$>\n$L$<$<)", CodeBlock.join(arguments, ",\n"))
                .build();
    }

    /** One of one axis: there are several. */
    MethodSpec refusal() {
        return MethodSpec.methodBuilder("run")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(TypeName.INT, "steps")
                .addParameter(TypeName.INT, "batch")
                .addParameter(ArrayTypeName.of(TypeName.INT), "lengths")
                .addParameter(ArrayTypeName.of(PredictorData.STATE), "states")
                .addParameter(ArrayTypeName.of(Object.class), "inputs")
                .addParameter(ArrayTypeName.of(Object.class), "outputs")
                .addStatement("throw $T.severalAxes($S)", PredictorData.CHECKS, predictor.model)
                .build();
    }

    MethodSpec genericOfAxes() {
        TypeName ints = ArrayTypeName.of(TypeName.INT);
        MethodSpec.Builder method = MethodSpec.methodBuilder("run")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(ints, "steps")
                .addParameter(TypeName.INT, "batch")
                .addParameter(ArrayTypeName.of(ints), "lengths")
                .addParameter(ArrayTypeName.of(Object.class), "inputs")
                .addParameter(ArrayTypeName.of(Object.class), "outputs")
                .addStatement(
                        "$T.axes($S, $S, steps, $L)",
                        PredictorData.CHECKS,
                        "steps",
                        predictor.model,
                        predictor.axes.size())
                .addStatement(
                        "$T.axesOfLengths($S, lengths, $L)",
                        PredictorData.CHECKS,
                        predictor.model,
                        predictor.axes.size());
        List<CodeBlock> arguments = new ArrayList<>();
        for (int i = 0; i < predictor.axes.size(); i++) {
            method.addStatement("int $L = steps[$L]", predictor.words.steps(predictor.axes.get(i)), i);
            arguments.add(CodeBlock.of("$L", predictor.words.steps(predictor.axes.get(i))));
        }
        predictor.addSizes(method);
        arguments.add(CodeBlock.of("batch"));
        for (int i = 0; i < predictor.axes.size(); i++) {
            arguments.add(CodeBlock.of("$T.ofAxis(lengths, $L)", PredictorData.CHECKS, i));
        }
        method.addStatement("$T.count($S, inputs, $L)", DataParameter.ARGUMENTS, "inputs", predictor.inputs.size())
                .addStatement(
                        "$T.count($S, outputs, $L)", DataParameter.ARGUMENTS, "outputs", predictor.outputs.size());
        addGeneric(arguments, predictor.inputs, "inputs");
        addGeneric(arguments, predictor.outputs, "outputs");
        return method.addStatement("run($>$>\n$L$<$<)", CodeBlock.join(arguments, ",\n"))
                .build();
    }

    private void addGeneric(List<CodeBlock> arguments, List<DataParameter> data, String objects) {
        for (int i = 0; i < data.size(); i++) {
            DataParameter datum = data.get(i);
            boolean starts =
                    objects.equals("inputs") && predictor.startingInputs().contains(datum);
            arguments.add(CodeBlock.of(
                    "$L$T.$L($S, $L[$L], $L, $L)$L",
                    starts ? "states != null ? null : " : "",
                    PredictorData.CHECKS,
                    datum.isToken() ? "ints" : predictor.numbers.plural(),
                    objects + "[" + i + "], " + datum.kind() + " " + datum.name(),
                    objects,
                    i,
                    predictor.rows(datum),
                    datum.width(),
                    predictor.offsets ? ", 0" : ""));
        }
    }
}
