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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.processor.java.DataParameter;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.engine.DataMethods;
import org.rnnc.processor.java.engine.EngineEmitter;
import org.rnnc.processor.java.engine.SequencesEmitter;
import org.rnnc.processor.java.engine.StepEmitter;
import org.rnnc.processor.layout.Distinct;
import org.rnnc.processor.layout.MemoryPlan;
import org.rnnc.processor.schedule.Plan;

/** The nested {@code Session}: a workspace that steps any number of states of one model, for one thread. */
final class SessionEmitter {
    /** The workspace of many states. */
    private static final String TOGETHER = "this.together";

    /** How many states go together: enough for every weight to be read once for many, few enough for a near cache. */
    private static final int CHUNK = 64;

    static final String TYPE = "Session";
    private static final ClassName STATE = ClassName.get(RuntimePackages.MODEL, StateEmitter.TYPE);
    private static final ClassName CHECKS = ClassName.get(RuntimePackages.GENERATED, "SequenceChecks");
    private static final Set<String> TAKEN = Set.of("count", "i", "state", "states");

    private final Plan plan;
    private final ScalarType numbers;
    private final StateEmitter states;
    private final List<DataParameter> inputs;
    private final List<DataParameter> outputs;
    /** Locals of a method that goes over many states in chunks: where one begins, and how many there are in it. */
    private final String first;

    private final String some;

    /** By datum the parameter that says where it begins in its array. */
    private final Map<DataParameter, String> from = new HashMap<>();

    SessionEmitter(MemoryPlan memory, ScalarType numbers) {
        this.plan = memory.plan();
        this.numbers = numbers;
        this.states = new StateEmitter(memory, numbers);
        this.inputs = DataParameter.avoiding(
                TAKEN,
                DataParameter.inputs(
                        plan.model().graph(),
                        Domain.step(plan.step().orElseThrow().firstAxis())));
        this.outputs = DataParameter.avoiding(
                TAKEN,
                DataParameter.outputs(
                        plan.model().graph(), plan.step().orElseThrow().firstAxis()));
        List<String> taken = new ArrayList<>(TAKEN);
        Stream.of(inputs, outputs).flatMap(List::stream).forEach(data -> taken.add(data.parameter()));
        Distinct distinct = new Distinct("_", taken);
        Stream.of(inputs, outputs)
                .flatMap(List::stream)
                .forEach(data -> from.put(data, distinct.of(data.parameter() + "From")));
        this.first = distinct.of("first");
        this.some = distinct.of("some");
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
        if (goTogether()) {
            type.addField(
                    FieldSpec.builder(sequences(), TOGETHER.substring(TOGETHER.indexOf('.') + 1), Modifier.PRIVATE)
                            .addJavadoc("For many states in one call; made when it is wanted.\n")
                            .build());
        }
        plan.beginning()
                .ifPresentOrElse(
                        beginning -> {
                            if (beginning.readsSequences()) {
                                new ReadingEmitter(plan, beginning, numbers, states).addTo(type);
                            } else {
                                new BeginningEmitter(plan, beginning, numbers, states).addTo(type);
                            }
                        },
                        () -> type.addMethod(startWithoutInputs()));
        type.addMethod(step(false));
        if (inputs.size() + outputs.size() <= PredictorData.MOST_ARRAYS_WITH_OFFSETS) {
            type.addMethod(step(true));
        }
        return type.addMethod(many())
                .addMethod(genericStep())
                .addMethod(genericMany())
                .build();
    }

    private MethodSpec constructor(ClassName step) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(ClassName.get("", plan.model().name()), "model")
                .addStatement("this.model = model")
                .addStatement("this.step = new $T(model.weights)", step);
        if (plan.beginning().isPresent()) {
            constructor.addStatement(
                    "this.beginning = new $T(model.weights$L)",
                    BeginningEmitter.type(plan),
                    plan.beginning().get().readsSequences()
                            ? ReadingEmitter.initialRoom(plan.beginning().get())
                            : "");
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
                .addStatement("$T.count($S, inputs, 0)", DataParameter.ARGUMENTS, "inputs")
                .addStatement("state.reset()")
                .build();
    }

    // ---- steps -----------------------------------------------------------------------------------------------------

    private ClassName state() {
        return ClassName.get("", plan.model().name(), StateEmitter.TYPE);
    }

    /** One step of one sequence. */
    private MethodSpec step(boolean withOffsets) {
        MethodSpec.Builder method = method(
                        withOffsets
                                ? "The same with data that lie within larger arrays."
                                : "Takes one step: reads the inputs, fills in the outputs, and moves the state on.")
                .addJavadoc("@param state of the sequence; changed\n")
                .addParameter(state(), "state");
        for (DataParameter input : inputs) {
            input.addTo(method, numbers);
            addOffset(method, input, withOffsets && !input.isToken());
        }
        for (DataParameter output : outputs) {
            method.addParameter(numbers.row(), output.parameter());
            method.addJavadoc("@param $L [$L], filled in\n", output.parameter(), output.size());
            addOffset(method, output, withOffsets);
        }
        addRefusals(method);
        method.addCode(states.checkPresent("state"));
        checkBegun(method, "state");
        inputs.forEach(input ->
                method.addCode(withOffsets && !input.isToken() ? checkRange(input, from(input), "1") : check(input)));
        outputs.forEach(
                output -> method.addCode(withOffsets ? range(output, from(output), "1") : output.checkLength()));
        addWork(method, "state", data -> data.isToken() ? "" : withOffsets ? from(data) : "0");
        return method.build();
    }

    /** A step of each of many sequences. */
    private MethodSpec many() {
        MethodSpec.Builder method = method("Takes one step of each of some sequences, as one after the other.")
                .addJavadoc("@param states of the sequences, none twice; the first {@code count} are changed\n")
                .addJavadoc("@param count how many sequences\n")
                .addParameter(ArrayTypeName.of(STATE), "states")
                .addParameter(TypeName.INT, "count");
        for (DataParameter input : inputs) {
            method.addParameter(input.array(numbers), input.parameter());
            method.addJavadoc(
                    "@param $L [count]$L\n", input.parameter(), input.isToken() ? "" : "[" + input.size() + "]");
        }
        for (DataParameter output : outputs) {
            method.addParameter(numbers.row(), output.parameter());
            method.addJavadoc("@param $L [count][$L], filled in\n", output.parameter(), output.size());
        }
        addRefusals(method);
        // By its own name: a model may be called as a field is, which would hide it.
        method.addStatement(
                "$L.distinct(states, $T.someStates(states, count, $T.class))", StateEmitter.TYPE, CHECKS, state());
        if (plan.beginning().isPresent()) {
            method.beginControlFlow("for (int i = 0; i < count; i++)");
            checkBegun(method, CodeBlock.of("(($T) states[i])", state()).toString());
            method.endControlFlow();
        }
        inputs.forEach(input -> method.addCode(checkRange(input, "0", "count")));
        outputs.forEach(output -> method.addCode(range(output, "0", "count")));
        if (goTogether()) {
            addChunks(method);
            return method.build();
        }
        method.beginControlFlow("for (int i = 0; i < count; i++)").addStatement("$1T state = ($1T) states[i]", state());
        addWork(method, "state", data -> data.isToken() ? "[i]" : "i * " + data.size());
        return method.endControlFlow().build();
    }

    /** Whether many states can be sequences of one step: not where a state has more to it than a sequence begins with. */
    private boolean goTogether() {
        return plan.beginning().isEmpty();
    }

    /** A few dozen sequences of one step at a time: every weight is read once for all of them. */
    private void addChunks(MethodSpec.Builder method) {
        method.beginControlFlow("if ($L == null)", TOGETHER)
                .addStatement("$L = new $T(model.weights, 1, $L)", TOGETHER, sequences(), CHUNK)
                .endControlFlow()
                .beginControlFlow("for (int $1L = 0; $1L < count; $1L += $2L)", first, CHUNK)
                .addStatement("int $L = $T.min($L, count - $L)", some, Math.class, CHUNK, first)
                .addStatement("$L.arrange(1, $L, null)", TOGETHER, some);
        inputs.forEach(input -> addOfChunk(method, DataMethods.take(plan.model().graph(), input), input));
        method.addCode(eachOfChunk("begin")).addStatement("$L.run()", TOGETHER);
        outputs.forEach(output ->
                addOfChunk(method, DataMethods.read(plan.model().graph().outputs(), output.name()), output));
        method.addCode(eachOfChunk("end")).endControlFlow();
    }

    private ClassName sequences() {
        return ClassName.get("", EngineEmitter.className(plan.model().name()), SequencesEmitter.TYPE);
    }

    private void addOfChunk(MethodSpec.Builder method, String what, DataParameter data) {
        String from = data.width() == 1 ? first : first + " * " + data.width();
        method.addStatement("$L.$L($L, $L)", TOGETHER, what, data.parameter(), from);
    }

    private CodeBlock eachOfChunk(String what) {
        return CodeBlock.builder()
                .beginControlFlow("for (int i = 0; i < $L; i++)", some)
                .addStatement("$L.$L(i, (($T) states[$L + i]).values)", TOGETHER, what, state(), first)
                .endControlFlow()
                .build();
    }

    private static MethodSpec.Builder method(String documentation) {
        return MethodSpec.methodBuilder("step").addModifiers(Modifier.PUBLIC).addJavadoc("$L\n\n", documentation);
    }

    private void addOffset(MethodSpec.Builder method, DataParameter data, boolean has) {
        if (has) {
            method.addParameter(TypeName.INT, from(data));
            method.addJavadoc("@param $L where it begins in {@code $L}\n", from(data), data.parameter());
        }
    }

    private String from(DataParameter data) {
        return Objects.requireNonNull(from.get(data));
    }

    private void addRefusals(MethodSpec.Builder method) {
        method.addJavadoc(
                "@throws IllegalArgumentException if a length is wrong, a token out of range or a number NaN; then nothing"
                        + " has changed\n");
        if (plan.beginning().isPresent()) {
            method.addJavadoc(
                    "@throws IllegalStateException if {@code start} has not begun the sequence; then nothing has changed\n");
        }
    }

    private void checkBegun(MethodSpec.Builder method, String state) {
        plan.beginning()
                .ifPresent(beginning ->
                        method.addCode(new BeginningEmitter(plan, beginning, numbers, states).check(state)));
    }

    private CodeBlock range(DataParameter data, String from, String count) {
        return CodeBlock.of(
                "$T.range($S, $L, $L, 1, $L, $L);\n",
                CHECKS,
                data.label(),
                data.parameter(),
                from,
                count,
                data.width());
    }

    private CodeBlock check(DataParameter input) {
        return input.isToken()
                ? input.check()
                : CodeBlock.of(
                        "$L$L",
                        input.checkLength(),
                        DataMethods.ifNaN(engine(), input, "0", "" + input.size(), input.checkNumbers()));
    }

    private CodeBlock checkRange(DataParameter input, String from, String count) {
        return CodeBlock.of(
                "$L$L",
                range(input, from, count),
                DataMethods.checkEach(engine(), input, from, "1, " + count, count, "null"));
    }

    private String engine() {
        return EngineEmitter.className(plan.model().name());
    }

    /** @param place of a vector where it begins; of a token what comes behind its name */
    private void addWork(MethodSpec.Builder method, String state, Function<DataParameter, String> place) {
        for (DataParameter input : inputs) {
            String from = place.apply(input);
            method.addStatement(
                    "step.$L($L$L)",
                    DataMethods.take(plan.model().graph(), input),
                    input.parameter(),
                    input.isToken() ? from : ", " + from);
        }
        method.addStatement("step.begin($L.values)", state);
        if (states.reads()) {
            method.addStatement("step.see($L.$L)", state, StateEmitter.READ);
        }
        method.addStatement("step.run()");
        for (DataParameter output : outputs) {
            method.addStatement(
                    "step.$L($L, $L)",
                    DataMethods.read(plan.model().graph().outputs(), output.name()),
                    output.parameter(),
                    place.apply(output));
        }
        if (states.isCopied()) {
            method.addStatement("step.end($L.values)", state);
        }
    }

    private MethodSpec genericMany() {
        List<CodeBlock> arguments = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            arguments.add(oneOfMany(inputs.get(i), "inputs", i));
        }
        for (int i = 0; i < outputs.size(); i++) {
            arguments.add(oneOfMany(outputs.get(i), "outputs", i));
        }
        return MethodSpec.methodBuilder("step")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(ArrayTypeName.of(STATE), "states")
                .addParameter(TypeName.INT, "count")
                .addParameter(ArrayTypeName.of(Object.class), "inputs")
                .addParameter(ArrayTypeName.of(Object.class), "outputs")
                .addStatement("$T.count($S, inputs, $L)", DataParameter.ARGUMENTS, "inputs", inputs.size())
                .addStatement("$T.count($S, outputs, $L)", DataParameter.ARGUMENTS, "outputs", outputs.size())
                .addStatement("step(states, count,$>$>\n$L$<$<)", CodeBlock.join(arguments, ",\n"))
                .build();
    }

    private CodeBlock oneOfMany(DataParameter datum, String objects, int index) {
        return CodeBlock.of(
                "$T.$L($S, $L[$L], 1, count, $L)",
                CHECKS,
                datum.isToken() ? "ints" : numbers.plural(),
                objects + "[" + index + "], " + datum.kind() + " " + datum.name(),
                objects,
                index,
                datum.width());
    }

    private MethodSpec genericStep() {
        ClassName state = ClassName.get("", plan.model().name(), StateEmitter.TYPE);
        List<CodeBlock> arguments = new ArrayList<>();
        arguments.add(CodeBlock.of("($T) state", state));
        for (int i = 0; i < inputs.size(); i++) {
            arguments.add(inputs.get(i).oneFromObject("inputs", i, numbers));
        }
        for (int i = 0; i < outputs.size(); i++) {
            DataParameter output = outputs.get(i);
            arguments.add(output.fromObject("outputs", i, numbers, output.size(), "[" + output.size() + "]"));
        }
        return MethodSpec.methodBuilder("step")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(ClassName.get(RuntimePackages.MODEL, "State"), "state")
                .addParameter(ArrayTypeName.of(Object.class), "inputs")
                .addParameter(ArrayTypeName.of(Object.class), "outputs")
                .addStatement(states.checkOwner("state", state))
                .addStatement("$T.count($S, inputs, $L)", DataParameter.ARGUMENTS, "inputs", inputs.size())
                .addStatement("$T.count($S, outputs, $L)", DataParameter.ARGUMENTS, "outputs", outputs.size())
                .addStatement("step($>$>\n$L$<$<)", CodeBlock.join(arguments, ",\n"))
                .build();
    }
}
