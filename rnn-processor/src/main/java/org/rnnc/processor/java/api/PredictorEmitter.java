// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.api;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.processor.java.AxisNames;
import org.rnnc.processor.java.DataParameter;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.engine.EngineEmitter;
import org.rnnc.processor.java.engine.SequencesEmitter;
import org.rnnc.processor.schedule.Plan;

/** The nested {@code Predictor}: runs whole sequences, as many and as long as it has been made for. */
final class PredictorEmitter {
    static final String TYPE = "Predictor";
    private static final ClassName INTERFACE = ClassName.get(RuntimePackages.MODEL, TYPE);
    private final PredictorData data;
    private final Plan plan;
    private final ScalarType numbers;
    private final String model;
    private final List<Axis> axes;
    private final AxisNames words;

    PredictorEmitter(Plan plan, ScalarType numbers) {
        this.data = new PredictorData(plan, numbers);
        this.plan = plan;
        this.numbers = numbers;
        this.model = data.model;
        this.axes = data.axes;
        this.words = data.words;
    }

    TypeSpec emit() {
        PredictorRuns runs = new PredictorRuns(data);
        GenericRuns generic = new GenericRuns(data);
        ClassName sequences = ClassName.get("", EngineEmitter.className(model), SequencesEmitter.TYPE);
        TypeSpec.Builder type = TypeSpec.classBuilder(TYPE)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addSuperinterface(INTERFACE)
                .addJavadoc(
                        "Runs whole sequences of a model, without targets, gradients, or allocating. A predictor belongs to"
                                + " one thread.\n\n<p>Data lie flat, step by step: [step][sequence], and"
                                + " [step][sequence][element] of vectors; without the steps where there is one datum per"
                                + " sequence. Outputs behind the end of a sequence are zeros.\n")
                .addField(ClassName.get("", model), "model", Modifier.PRIVATE, Modifier.FINAL)
                .addField(sequences, "sequences", Modifier.PRIVATE, Modifier.FINAL);
        axes.forEach(axis -> type.addField(TypeName.INT, words.maxSteps(axis), Modifier.PRIVATE, Modifier.FINAL));
        type.addField(TypeName.INT, "maxBatch", Modifier.PRIVATE, Modifier.FINAL);
        if (data.streams) {
            type.addField(data.state(), "fresh", Modifier.PRIVATE, Modifier.FINAL);
            data.startingInputs().forEach(input -> type.addField(row(input)));
        }
        if (data.begins()) {
            type.addField(ClassName.get("", SessionEmitter.TYPE), "session", Modifier.PRIVATE, Modifier.FINAL);
        }
        type.addMethod(constructor(sequences));
        if (!data.trees()) {
            type.addMethod(runs.whole(false));
        }
        // Else it would be the other.
        if (!data.trees() || data.offsets || words.isOne()) {
            type.addMethod(runs.whole(true));
        }
        type.addMethod(runs.run());
        if (words.isOne()) {
            type.addMethod(generic.generic());
        } else {
            type.addMethod(generic.refusal()).addMethod(generic.genericOfAxes());
        }
        addBeginnings(type);
        return type.addMethod(new PredictorValues(plan, numbers, words).read())
                .addMethod(accessor("model", ClassName.get("", model)))
                .addMethod(words.isOne() ? accessor("maxSteps", TypeName.INT) : maxSteps())
                .addMethod(accessor("maxBatch", TypeName.INT))
                .build();
    }

    private static String rowName(DataParameter input) {
        return input.parameter() + "Row";
    }

    private FieldSpec row(DataParameter input) {
        return FieldSpec.builder(input.array(numbers), rowName(input), Modifier.PRIVATE, Modifier.FINAL)
                .initializer("new $T[$L]", input.isToken() ? TypeName.INT : numbers.type(), input.width())
                .build();
    }

    private MethodSpec constructor(ClassName sequences) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(ClassName.get("", model), "model");
        axes.forEach(axis -> constructor.addParameter(TypeName.INT, words.maxSteps(axis)));
        constructor
                .addParameter(TypeName.INT, "maxBatch")
                .addStatement("this.model = model")
                .addStatement(
                        "this.sequences = new $T(model.weights, $L, maxBatch)", sequences, data.each(words::maxSteps));
        axes.forEach(axis -> constructor.addStatement("this.$L = $L", words.maxSteps(axis), words.maxSteps(axis)));
        constructor.addStatement("this.maxBatch = maxBatch");
        if (data.streams) {
            constructor.addStatement("this.fresh = model.newState()");
        }
        if (data.begins()) {
            constructor.addStatement("this.session = model.newSession()");
        }
        return constructor.build();
    }

    private void addBeginnings(TypeSpec.Builder type) {
        if (!data.begins()) {
            return;
        }
        MethodSpec.Builder method = MethodSpec.methodBuilder("begin")
                .addModifiers(Modifier.PRIVATE)
                .addJavadoc("Brings {@code fresh} to the beginning of a sequence.\n")
                .addParameter(TypeName.INT, "sequence");
        List<String> arguments = new ArrayList<>(List.of("fresh"));
        for (DataParameter input : data.startingInputs()) {
            method.addParameter(input.array(numbers), input.parameter()).addParameter(TypeName.INT, data.from(input));
            method.addStatement(
                    "$T.arraycopy($L, $L + sequence * $L, $L, 0, $L)",
                    System.class,
                    input.parameter(),
                    data.from(input),
                    input.width(),
                    "this." + rowName(input),
                    input.width());
            arguments.add("this." + rowName(input) + (input.isToken() ? "[0]" : ""));
        }
        type.addMethod(method.addStatement("session.start($L)", String.join(", ", arguments))
                .build());
    }

    /** Of the longest axis. */
    private MethodSpec maxSteps() {
        String longest = words.maxSteps(axes.get(0));
        for (Axis axis : axes.subList(1, axes.size())) {
            longest = "Math.max(" + longest + ", " + words.maxSteps(axis) + ")";
        }
        return MethodSpec.methodBuilder("maxSteps")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(TypeName.INT)
                .addStatement("return $L", longest)
                .build();
    }

    private static MethodSpec accessor(String name, TypeName returns) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(returns)
                .addStatement("return $L", name)
                .build();
    }
}
