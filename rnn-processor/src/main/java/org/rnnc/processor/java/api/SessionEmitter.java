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
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.java.Data;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.engine.EngineEmitter;
import org.rnnc.processor.java.engine.StepEmitter;
import org.rnnc.processor.java.expression.Expression;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.layout.Buffer;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.Stage;

/** The nested {@code Session}: a workspace that steps any number of states of one model, for one thread. */
final class SessionEmitter {
    static final String TYPE = "Session";

    private final Plan plan;
    private final Program program;
    private final FieldNames names;
    private final ScalarType numbers;
    private final Memory memory;
    private final StateEmitter states;
    private final List<Data> inputs;
    private final List<Data> outputs;

    SessionEmitter(Plan plan, FieldNames names, ScalarType numbers) {
        this.plan = plan;
        this.program = plan.step().orElseThrow();
        this.names = names;
        this.numbers = numbers;
        this.memory = new Memory(plan, names, program, "model.weights");
        this.states = new StateEmitter(plan, names, numbers);
        this.inputs = Data.inputs(plan.model().graph(), Domain.step(program.axis()));
        this.outputs = Data.outputs(plan.model().graph());
    }

    TypeSpec emit() {
        String model = plan.model().name();
        ClassName step = ClassName.get("", EngineEmitter.className(model), StepEmitter.TYPE);
        TypeSpec.Builder type = TypeSpec.classBuilder(TYPE)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addSuperinterface(ClassName.get(RuntimePackages.MODEL, "Session"))
                .addJavadoc(
                        "Steps sequences of one model, one step at a time, without allocating. A session belongs to one"
                                + " thread and can serve any number of states in turn.\n")
                .addField(ClassName.get("", model), "model", Modifier.PRIVATE, Modifier.FINAL)
                .addField(FieldSpec.builder(step, "step", Modifier.PRIVATE, Modifier.FINAL)
                        .build())
                .addMethod(constructor(step))
                .addMethod(MethodSpec.methodBuilder("model")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .returns(ClassName.get("", model))
                        .addStatement("return model")
                        .build());
        plan.beginning()
                .ifPresentOrElse(
                        beginning -> new BeginningEmitter(plan, beginning, names, numbers, states).addTo(type),
                        () -> type.addMethod(startWithoutInputs()));
        return type.addMethod(step()).addMethod(genericStep()).build();
    }

    private MethodSpec constructor(ClassName step) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(ClassName.get("", plan.model().name()), "model")
                .addStatement("this.model = model")
                .addStatement("this.step = new $T(model.weights)", step);
        if (plan.beginning().isPresent()) {
            constructor.addStatement("this.beginning = new $T(model.weights)", BeginningEmitter.type(plan));
        }
        return constructor.build();
    }

    /** Only here is it known which states are the model's own. */
    private MethodSpec startWithoutInputs() {
        ClassName state = ClassName.get("", plan.model().name(), StateEmitter.TYPE);
        return MethodSpec.methodBuilder("start")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(ClassName.get(RuntimePackages.MODEL, "State"), "state")
                .addParameter(ArrayTypeName.of(Object.class), "inputs")
                .addStatement(states.checkOwner("state", state))
                .addStatement("$T.count($S, inputs, 0)", Data.ARGUMENTS, "inputs")
                .addStatement("state.reset()")
                .build();
    }

    private MethodSpec step() {
        ClassName state = ClassName.get("", plan.model().name(), StateEmitter.TYPE);
        MethodSpec.Builder method = MethodSpec.methodBuilder("step")
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("Takes one step: reads the inputs, fills in the outputs, and moves the state on.\n\n")
                .addJavadoc("@param state of the sequence; changed\n")
                .addParameter(state, "state");
        for (Data input : inputs) {
            input.addTo(method, numbers);
        }
        for (Data output : outputs) {
            method.addParameter(numbers.row(), output.parameter());
            method.addJavadoc("@param $L [$L], filled in\n", output.parameter(), output.size());
        }
        method.addJavadoc(
                "@throws IllegalArgumentException if a length is wrong, a token out of range or a number NaN; then nothing"
                        + " has changed\n");
        method.addCode(states.checkPresent("state"));
        plan.beginning().ifPresent(beginning -> {
            method.addJavadoc(
                    "@throws IllegalStateException if {@code start} has not begun the sequence; then nothing has changed\n");
            method.addCode(new BeginningEmitter(plan, beginning, names, numbers, states).check());
        });
        inputs.forEach(input -> method.addCode(input.check()));
        outputs.forEach(output -> method.addCode(output.checkLength()));
        inputs.forEach(input -> method.addCode(StepInput.copy(input, plan, program, names, "step")));
        plan.beginning().ifPresent(beginning -> beginning.kept().forEach(node -> method.addCode(keptValue(node))));
        for (State s : carried()) {
            method.addCode(copyState(s, true));
        }
        method.addStatement("step.run()");
        for (Data output : outputs) {
            Node node = plan.standIns().inUse(plan.model().graph().values().get(output.name()));
            RowsRef location = memory.locate(node, Stage.Kind.of(node.domain()));
            method.addStatement(
                    "$T.arraycopy($L, $L, $L, 0, $L)",
                    System.class,
                    row(location),
                    location.offset(),
                    output.parameter(),
                    output.size());
        }
        for (State s : carried()) {
            method.addCode(copyState(s, false));
        }
        return method.build();
    }

    /** Gives a step what its sequence has begun with. */
    private CodeBlock keptValue(Node node) {
        return CodeBlock.of(
                "$T.arraycopy(state.values, $L, step.$L[0], $L, $L);\n",
                System.class,
                states.layout().offsetOf(node),
                names.of(names.layout(program).of(node).buffer()),
                names.layout(program).of(node).offset(),
                node.size());
    }

    private static Expression row(RowsRef location) {
        return location.field().isOwn() ? location.within("step").row() : location.row();
    }

    /** The states that the step reads and moves on. */
    private List<State> carried() {
        List<State> carried = new ArrayList<>();
        for (State state :
                program.states().subList(0, plan.model().graph().states().size())) {
            if (names.layout(program).hasInitial(state.index())
                    && state.relation().looksBack()) {
                carried.add(state);
            }
        }
        return carried;
    }

    private CodeBlock copyState(State state, boolean in) {
        Buffer initial = names.layout(program).initialOf(state.index());
        Buffer values = names.layout(program).of(state.definition()).buffer();
        String field = "step." + names.of(in ? initial : values);
        int offset = states.layout().offsetOf(state);
        return in
                ? CodeBlock.of(
                        "$T.arraycopy(state.values, $L, $L[0], 0, $L);\n", System.class, offset, field, state.size())
                : CodeBlock.of(
                        "$T.arraycopy($L[0], 0, state.values, $L, $L);\n", System.class, field, offset, state.size());
    }

    private MethodSpec genericStep() {
        ClassName state = ClassName.get("", plan.model().name(), StateEmitter.TYPE);
        List<CodeBlock> arguments = new ArrayList<>();
        arguments.add(CodeBlock.of("($T) state", state));
        for (int i = 0; i < inputs.size(); i++) {
            arguments.add(inputs.get(i).oneFromObject("inputs", i, numbers));
        }
        for (int i = 0; i < outputs.size(); i++) {
            Data output = outputs.get(i);
            arguments.add(output.fromObject("outputs", i, numbers, output.size(), "[" + output.size() + "]"));
        }
        return MethodSpec.methodBuilder("step")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(ClassName.get(RuntimePackages.MODEL, "State"), "state")
                .addParameter(ArrayTypeName.of(Object.class), "inputs")
                .addParameter(ArrayTypeName.of(Object.class), "outputs")
                .addStatement(states.checkOwner("state", state))
                .addStatement("$T.count($S, inputs, $L)", Data.ARGUMENTS, "inputs", inputs.size())
                .addStatement("$T.count($S, outputs, $L)", Data.ARGUMENTS, "outputs", outputs.size())
                .addStatement("step($>$>\n$L$<$<)", CodeBlock.join(arguments, ",\n"))
                .build();
    }
}
