// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.api;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.rnnc.processor.java.DataParameter;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.engine.DataMethods;
import org.rnnc.processor.java.engine.EngineEmitter;
import org.rnnc.processor.java.engine.StepEmitter;
import org.rnnc.processor.schedule.Beginning;
import org.rnnc.processor.schedule.Plan;

/** What a session has for models with inputs per sequence: {@code start}, which begins a sequence with them. */
final class BeginningEmitter {
    private final Plan plan;
    private final ScalarType numbers;
    private final StateEmitter states;
    private final List<DataParameter> inputs;
    private final ClassName state;

    BeginningEmitter(Plan plan, Beginning beginning, ScalarType numbers, StateEmitter states) {
        this.plan = plan;
        this.numbers = numbers;
        this.states = states;
        this.inputs = DataParameter.beginning(
                plan.model().graph(), plan.step().orElseThrow().firstAxis());
        this.state = ClassName.get("", plan.model().name(), StateEmitter.TYPE);
    }

    static ClassName type(Plan plan) {
        return ClassName.get("", EngineEmitter.className(plan.model().name()), StepEmitter.BEGINNING);
    }

    void addTo(TypeSpec.Builder session) {
        session.addField(FieldSpec.builder(type(plan), "beginning", Modifier.PRIVATE, Modifier.FINAL)
                        .build())
                .addMethod(start())
                .addMethod(genericStart());
    }

    private MethodSpec start() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("start")
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("Begins a sequence: sets the state to what it is before the first step.\n\n")
                .addJavadoc("@param state of the sequence; changed\n")
                .addParameter(state, "state");
        inputs.forEach(input -> input.addTo(method, numbers));
        method.addJavadoc(
                "@throws IllegalArgumentException if a length is wrong, a token out of range or a number NaN; then nothing"
                        + " has changed\n");
        method.addCode(states.checkPresent("state"));
        inputs.forEach(input -> method.addCode(input.check()));
        inputs.forEach(input -> method.addStatement(
                "beginning.$L($L$L)",
                DataMethods.take(plan.model().graph(), input),
                input.parameter(),
                input.isToken() ? "" : ", 0"));
        method.addStatement("beginning.run()").addStatement("state.reset()");
        method.addStatement("beginning.end(state.values)");
        method.addStatement("state.$L = true", StateEmitter.BEGUN);
        return method.build();
    }

    /** What a step checks first. */
    CodeBlock check(String state) {
        String names = inputs.stream().map(DataParameter::name).collect(Collectors.joining(", "));
        return CodeBlock.of(
                "$T.begun($L.$L, $S, $S);\n",
                DataParameter.ARGUMENTS,
                state,
                StateEmitter.BEGUN,
                plan.model().name(),
                names);
    }

    private MethodSpec genericStart() {
        List<CodeBlock> arguments = new ArrayList<>();
        arguments.add(CodeBlock.of("($T) state", state));
        for (int i = 0; i < inputs.size(); i++) {
            arguments.add(inputs.get(i).oneFromObject("inputs", i, numbers));
        }
        return MethodSpec.methodBuilder("start")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(ClassName.get(RuntimePackages.MODEL, "State"), "state")
                .addParameter(ArrayTypeName.of(Object.class), "inputs")
                .addStatement(states.checkOwner("state", state))
                .addStatement("$T.count($S, inputs, $L)", DataParameter.ARGUMENTS, "inputs", inputs.size())
                .addStatement("start($>$>\n$L$<$<)", CodeBlock.join(arguments, ",\n"))
                .build();
    }
}
