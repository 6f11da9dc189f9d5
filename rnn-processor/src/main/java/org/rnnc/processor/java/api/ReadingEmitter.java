// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.api;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.processor.java.AxisNames;
import org.rnnc.processor.java.DataParameter;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.engine.DataMethods;
import org.rnnc.processor.schedule.Beginning;
import org.rnnc.processor.schedule.Plan;

/**
 * What a session has for models of several axes: {@code start}, which reads a whole sequence along the others and begins one
 * that is written step by step.
 */
final class ReadingEmitter {
    /** Steps that there is room for at first; more is made where it is needed. */
    private static final int ROOM = 16;

    private final Plan plan;
    private final ScalarType numbers;
    private final StateEmitter states;
    private final List<DataParameter> inputs;
    private final List<Axis> axes;
    private final AxisNames words;
    private final ClassName state;

    ReadingEmitter(Plan plan, Beginning beginning, ScalarType numbers, StateEmitter states) {
        this.plan = plan;
        this.numbers = numbers;
        this.states = states;
        this.axes = beginning.program().axes();
        this.words = AxisNames.of(beginning.program());
        Set<String> taken = new HashSet<>(Set.of("state"));
        axes.forEach(axis -> taken.addAll(Set.of(words.steps(axis), words.stepCapacity(axis))));
        this.inputs = DataParameter.avoiding(
                taken,
                DataParameter.beginning(
                        plan.model().graph(), plan.step().orElseThrow().firstAxis()));
        this.state = ClassName.get("", plan.model().name(), StateEmitter.TYPE);
    }

    /** What a new session's workspace is made with. */
    static String initialRoom(Beginning beginning) {
        return (", " + ROOM).repeat(beginning.program().axes().size()) + ", 1";
    }

    void addTo(TypeSpec.Builder session) {
        session.addField(FieldSpec.builder(BeginningEmitter.type(plan), "beginning", Modifier.PRIVATE)
                .addJavadoc("For sequences up to as many steps as there is room for; made anew for longer ones.\n")
                .build());
        for (Axis axis : axes) {
            session.addField(FieldSpec.builder(TypeName.INT, words.stepCapacity(axis), Modifier.PRIVATE)
                    .initializer("$L", ROOM)
                    .build());
        }
        session.addMethod(start()).addMethod(genericStart());
    }

    private MethodSpec start() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("start")
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("Begins a sequence: reads what it is written from, however long that is.\n\n")
                .addJavadoc("@param state of the sequence; changed\n")
                .addParameter(state, "state");
        inputs.forEach(input -> {
            method.addParameter(input.array(numbers), input.parameter());
            method.addJavadoc("@param $L $L\n", input.parameter(), shape(input));
        });
        method.addJavadoc(
                "@throws IllegalArgumentException if a length is wrong, a token out of range or a number NaN; then nothing"
                        + " has changed\n");
        method.addCode(states.checkPresent("state"));
        Set<Axis> known = new HashSet<>();
        inputs.forEach(input -> method.addCode(check(input, known)));
        axes.forEach(axis -> addRoom(method, axis));
        method.addStatement(
                "beginning.arrange($L, 1, $L)",
                axes.stream().map(words::steps).collect(Collectors.joining(", ")),
                axes.stream().map(axis -> "null").collect(Collectors.joining(", ")));
        inputs.forEach(input -> method.addStatement(
                "beginning.$L($L)", DataMethods.take(plan.model().graph(), input), input.parameter()));
        return method.addStatement("beginning.run()")
                .addStatement("state.reset()")
                .addStatement("beginning.end(state.values)")
                .addCode(
                        states.reads()
                                ? CodeBlock.of("state.$1L = beginning.keep(state.$1L);\n", StateEmitter.READ)
                                : CodeBlock.of(""))
                .addStatement("state.$L = true", StateEmitter.BEGUN)
                .build();
    }

    private String shape(DataParameter input) {
        String steps =
                input.domain().axis().map(axis -> "[" + words.steps(axis) + "]").orElse("");
        return input.isToken() ? steps.isEmpty() ? "[1]" : steps : steps + "[" + input.size() + "]";
    }

    /** The first input along an axis says how many steps there are; the others have as many. */
    private CodeBlock check(DataParameter input, Set<Axis> known) {
        CodeBlock.Builder code = CodeBlock.builder();
        Optional<Axis> axis = input.domain().axis();
        if (axis.isPresent() && known.add(axis.get())) {
            code.addStatement(
                    "int $L = $T.steps($S, $L, $L)",
                    words.steps(axis.get()),
                    DataParameter.ARGUMENTS,
                    input.label(),
                    input.parameter(),
                    input.width());
        } else {
            code.addStatement(
                    "$T.length($S, $L, $L, $S)",
                    DataParameter.ARGUMENTS,
                    input.label(),
                    input.parameter(),
                    axis.map(one -> words.steps(one) + " * ").orElse("") + input.width(),
                    shape(input));
        }
        return code.addStatement(
                        input.isToken() ? "$T.tokens($S, $L, $L)" : "$T.noNaN($S, $L)",
                        input.isToken()
                                ? new Object[] {DataParameter.ARGUMENTS, input.label(), input.parameter(), input.size()}
                                : new Object[] {DataParameter.ARGUMENTS, input.label(), input.parameter()})
                .build();
    }

    private void addRoom(MethodSpec.Builder method, Axis axis) {
        String room = words.stepCapacity(axis);
        method.beginControlFlow("if ($L > $L)", words.steps(axis), room)
                .addStatement("$L = $T.max($L, 2 * $L)", room, Math.class, words.steps(axis), room)
                .addStatement(
                        "beginning = new $T(model.weights, $L, 1)",
                        BeginningEmitter.type(plan),
                        axes.stream().map(words::stepCapacity).collect(Collectors.joining(", ")))
                .endControlFlow();
    }

    private MethodSpec genericStart() {
        List<CodeBlock> arguments = new ArrayList<>();
        arguments.add(CodeBlock.of("($T) state", state));
        for (int i = 0; i < inputs.size(); i++) {
            DataParameter input = inputs.get(i);
            arguments.add(CodeBlock.of(
                    "$T.$L($S, inputs[$L])",
                    DataParameter.ARGUMENTS,
                    input.isToken() ? "ints" : numbers.plural(),
                    "inputs[" + i + "], input " + input.name(),
                    i));
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
